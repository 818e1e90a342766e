/** The first of four axes of an outcome: what was found (UNGP 31(f), (h)). Not confirmed is not the same as false. */
export const FINDINGS = ['fd_founded', 'fd_partly', 'fd_not_founded', 'fd_inconclusive', 'fd_dialogue_no_finding', 'fd_none'] as const

/** What was found. */
export type Finding = (typeof FINDINGS)[number]

/**
 * The second axis: whether the two sides agree. A decision that is needed comes from an independent third party (UNGP 31(h)).
 */
export const AGREEMENTS = ['ag_full', 'ag_partial', 'ag_none', 'ag_third_party_decision', 'ag_na'] as const

/** Whether the two sides agree. */
export type Agreement = (typeof AGREEMENTS)[number]

/** The third axis: what was really delivered (UNGP 25, 31(f)). */
export const REMEDY_DELIVERIES = [
  'rd_full_verified',
  'rd_partial_verified',
  'rd_pending',
  'rd_not_delivered',
  'rd_none_offered',
  'rd_not_due',
] as const

/** What was delivered. */
export type RemedyDelivery = (typeof REMEDY_DELIVERIES)[number]

/** The fourth axis: what the affected person says of it (UNGP 31(f), (g)). */
export const COMPLAINANT_VIEWS = ['cv_satisfied', 'cv_partly', 'cv_not', 'cv_not_asked_safe', 'cv_unknown'] as const

/** What the affected person says of it. */
export type ComplainantView = (typeof COMPLAINANT_VIEWS)[number]

/**
 * Why a grievance is closed. Only `cl_remedied` and `cl_resolved_information` count as resolved in any report (UNGP 31(e)).
 */
export const CLOSURE_REASONS = [
  'cl_remedied',
  'cl_remedied_partly',
  'cl_resolved_information',
  'cl_unresolved_no_agreement',
  'cl_unresolved_company_refused',
  'cl_not_founded',
  'cl_referred',
  'cl_withdrawn_free',
  'cl_withdrawn_pressure',
  'cl_lost_contact',
  'cl_not_admitted',
  'cl_merged',
] as const

/** Why one grievance is closed. */
export type ClosureReason = (typeof CLOSURE_REASONS)[number]
