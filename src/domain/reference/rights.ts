/**
 * The human rights a grievance can touch, civil and political first, then economic, social and cultural, then those of
 * groups and peoples (UDHR, ICCPR, ICESCR, the core UN treaties, the ILO conventions, UNDRIP, A/RES/76/300).
 */
export const RIGHTS = [
  'right_life',
  'right_no_cruel_treatment',
  'right_no_forced_labour',
  'right_liberty_security',
  'right_humane_detention',
  'right_no_debt_prison',
  'right_movement',
  'right_asylum',
  'right_fair_trial',
  'right_legal_personality',
  'right_privacy',
  'right_thought_religion',
  'right_expression',
  'right_no_incitement',
  'right_assembly',
  'right_association',
  'right_family',
  'right_child',
  'right_nationality',
  'right_public_affairs',
  'right_equality',
  'right_racial_equality',
  'right_women_equality',
  'right_disability',
  'right_minorities',
  'right_self_determination',
  'right_remedy',
  'right_work',
  'right_fair_pay',
  'right_safe_work',
  'right_rest',
  'right_unions',
  'right_no_child_labour',
  'right_no_discrimination_work',
  'right_no_violence_work',
  'right_social_security',
  'right_maternity',
  'right_food_living',
  'right_housing',
  'right_water',
  'right_health',
  'right_education',
  'right_culture_science',
  'right_property',
  'right_land',
  'right_fpic',
  'right_indigenous_culture',
  'right_environment',
  'right_migrant_workers',
  'right_defend_rights',
] as const

/** One human right. */
export type Right = (typeof RIGHTS)[number]

/**
 * The rights that artificial intelligence puts at risk, in the order of the UDHR, ICCPR and ICESCR articles they rest on.
 * Nine categories and one extension, public affairs (UDHR 21; ICCPR 25).
 */
export const AI_RIGHTS = [
  'ai_physical_psychological',
  'ai_equality',
  'ai_privacy',
  'ai_property',
  'ai_thought_religion_opinion',
  'ai_expression_information',
  'ai_work',
  'ai_child',
  'ai_culture_art_science',
  'ai_public_affairs',
] as const

/** One right at risk from artificial intelligence. */
export type AiRight = (typeof AI_RIGHTS)[number]
