/** What somebody may tell about themselves, after sending and never as a condition; anything but `sv_prefer_not` stays sealed (UNGP 18, 20, 31(f)). */
export const SELF_IDENTIFICATION = [
  'sv_gender',
  'sv_age',
  'sv_disability',
  'sv_language_literacy',
  'sv_indigenous',
  'sv_ethnic_caste',
  'sv_religion',
  'sv_migration',
  'sv_lgbti',
  'sv_poverty',
  'sv_health_pregnancy',
  'sv_union',
  'sv_defender',
  'sv_conflict',
  'sv_dependent_job',
  'sv_prefer_not',
] as const

/** One thing somebody may tell about themselves. */
export type SelfIdentification = (typeof SELF_IDENTIFICATION)[number]
