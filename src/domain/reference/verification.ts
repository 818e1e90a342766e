/** What the affected person says of a delivered remedy (UNGP 20, 31(f)). `not_reachable` never counts as confirmed. */
export const COMPLAINANT_VERIFICATIONS = [
  'confirmed',
  'partly',
  'not_delivered',
  'delivered_but_not_enough',
  'declined_to_say',
  'not_reachable',
] as const

/** What one affected person says of one remedy. */
export type ComplainantVerification = (typeof COMPLAINANT_VERIFICATIONS)[number]
