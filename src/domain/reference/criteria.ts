/**
 * The eight effectiveness criteria for non-judicial mechanisms, (a) to (h) of UNGP 31.
 * The last one asks something of operational-level mechanisms only.
 */
export const CRITERIA = [
  'legitimate',
  'accessible',
  'predictable',
  'equitable',
  'transparent',
  'rights_compatible',
  'continuous_learning',
  'engagement_dialogue',
] as const

/** One effectiveness criterion of UNGP 31. */
export type Criterion = (typeof CRITERIA)[number]
