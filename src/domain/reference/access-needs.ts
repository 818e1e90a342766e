/** What somebody may need to be heard on equal terms (UNGP 31(b), (d); CRPD 9, 13, 21). */
export const ACCESS_NEEDS = [
  'an_interpreter',
  'an_oral',
  'an_easy_read',
  'an_sign',
  'an_screen_reader',
  'an_gender_handler',
  'an_companion',
  'an_costs',
  'an_time',
  'an_childcare',
  'an_low_data',
  'an_cultural',
] as const

/** One need. */
export type AccessNeed = (typeof ACCESS_NEEDS)[number]
