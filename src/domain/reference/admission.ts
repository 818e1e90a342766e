/** The only three questions of admission, each asked as “could it be?”, never “is it proven?” (UNGP 29, 31(b)). */
export const ADMISSION_REQUIREMENTS = ['req_impact', 'req_connection', 'req_understandable'] as const

/** One question of admission. */
export type AdmissionRequirement = (typeof ADMISSION_REQUIREMENTS)[number]

/** The complete list of grounds for not admitting (UNGP 31(c)). `twoPerson`: one person alone may not decide it. */
export const NON_ADMISSION_GROUNDS = [
  { code: 'na_no_company_link', twoPerson: true },
  { code: 'na_no_impact_on_people', twoPerson: false },
  { code: 'na_already_resolved', twoPerson: true },
  { code: 'na_duplicate_merged', twoPerson: false },
  { code: 'na_not_enough_info', twoPerson: false },
  { code: 'na_spam', twoPerson: false },
  { code: 'na_knowingly_false', twoPerson: true },
] as const satisfies readonly { code: string; twoPerson: boolean }[]

/** One ground for not admitting. */
export type NonAdmissionGround = (typeof NON_ADMISSION_GROUNDS)[number]['code']
