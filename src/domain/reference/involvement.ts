/** How a company is involved in a harm (UNGP 13, 19 commentary). Never a test for being heard. */
export const INVOLVEMENT_MODES = [
  'cause',
  'contribute',
  'contribute_parallel',
  'contribute_enable',
  'contribute_incentivise',
  'directly_linked',
  'not_involved',
  'undetermined',
] as const

/** How one company is involved. */
export type InvolvementMode = (typeof INVOLVEMENT_MODES)[number]
