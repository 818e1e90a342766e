import { DESKTOP, PHONE, type Device } from '../support/browser.ts'

const SCREENS = { phone: PHONE, desktop: DESKTOP } as const

/** What everybody in one journey holds in their hands, and the language that they read. */
export interface Way {
  readonly language: 'en' | 'sw' | 'ar' | 'es'
  readonly size: keyof typeof SCREENS
  readonly scripts: 'scripts on' | 'scripts off'
}

/** Each language once, and each size with scripts and without: what every run of the tests walks. */
const EACH_LANGUAGE: readonly Way[] = [
  { language: 'sw', size: 'phone', scripts: 'scripts off' },
  { language: 'en', size: 'desktop', scripts: 'scripts on' },
  { language: 'es', size: 'desktop', scripts: 'scripts off' },
  { language: 'ar', size: 'phone', scripts: 'scripts on' },
]

/** Each language twice, so that every two of language, size and scripts meet in one whole journey at least. */
export const WAYS: readonly Way[] = [
  ...EACH_LANGUAGE,
  { language: 'sw', size: 'desktop', scripts: 'scripts on' },
  { language: 'en', size: 'phone', scripts: 'scripts off' },
  { language: 'es', size: 'phone', scripts: 'scripts on' },
  { language: 'ar', size: 'desktop', scripts: 'scripts off' },
]

/** The ways of this run: all with `WAYS=all npm test`. */
export const WALKED = process.env.WAYS === 'all' ? WAYS : EACH_LANGUAGE

const SPOKEN_IN = { en: 'en-GB', sw: 'sw-KE', ar: 'ar-EG', es: 'es-MX' } as const

/** The device of a way; its browser asks for the language as it is spoken somewhere. */
export function deviceOf({ language, size, scripts }: Way): Device {
  return { screen: SCREENS[size], language: SPOKEN_IN[language], scripts: scripts === 'scripts on' }
}
