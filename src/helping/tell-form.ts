import type { Channel } from '../domain/reference/index.ts'
import { choice, consent, defineForm, given, line } from '../platform/forms/index.ts'

/** The ways in which something reaches somebody who writes it down. */
export const TOLD_BY = [
  'ch_phone',
  'ch_in_person',
  'ch_post',
  'ch_sms',
  'ch_messaging',
  'ch_email',
  'ch_voice',
] as const satisfies readonly Channel[]

/** What the helper says of the telling itself, after everything that was told. */
export const helperForm = defineForm('helping:forms', {
  channel: choice(TOLD_BY, { list: 'reference:channels' }),
  toldIn: given(),
  serial: line({ optional: true, max: 20 }),
  readBack: choice(['yes', 'no']),
  keepHelping: consent(),
})
