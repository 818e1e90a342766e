/** The ways a grievance can arrive (UNGP 31(b): literacy, language, cost and distance are barriers). */
export const CHANNELS = [
  'ch_web',
  'ch_phone',
  'ch_voice',
  'ch_sms',
  'ch_messaging',
  'ch_email',
  'ch_post',
  'ch_in_person',
  'ch_intermediary',
  'ch_sign_language',
  'ch_import',
] as const

/** One way of arriving. */
export type Channel = (typeof CHANNELS)[number]
