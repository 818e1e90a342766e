/** In which capacity somebody writes to us (UNGP 29, 31(b); UNDRIP 18). Being anonymous is not a capacity. */
export const SUBMITTER_CAPACITIES = [
  'cap_affected_individual',
  'cap_affected_group',
  'cap_rep_ngo',
  'cap_rep_union',
  'cap_rep_lawyer',
  'cap_rep_family',
  'cap_rep_guardian',
  'cap_rep_community',
  'cap_defender',
  'cap_third_party',
  'cap_whistleblower',
  'cap_unspecified',
] as const

/** One capacity in which somebody submits. */
export type SubmitterCapacity = (typeof SUBMITTER_CAPACITIES)[number]
