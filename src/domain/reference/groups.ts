/** People who may be affected, workers first, then communities, users and everybody else (UNGP 18, 20). */
export const STAKEHOLDER_GROUPS = [
  'grp_own_workers',
  'grp_contract_workers',
  'grp_supply_workers',
  'grp_informal_home',
  'grp_gig',
  'grp_migrant_workers',
  'grp_data_workers',
  'grp_worker_reps',
  'grp_community',
  'grp_indigenous',
  'grp_smallholders',
  'grp_women_groups',
  'grp_children',
  'grp_disabled_people',
  'grp_minority_language',
  'grp_users',
  'grp_ai_affected',
  'grp_creators',
  'grp_defenders',
  'grp_families',
  'grp_refugees',
  'grp_students_patients',
  'grp_public',
] as const

/** One group of people who may be affected. */
export type StakeholderGroup = (typeof STAKEHOLDER_GROUPS)[number]
