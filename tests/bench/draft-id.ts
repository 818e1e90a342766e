import { digest } from '../../src/platform/sealing/index.ts'

/** The id of the draft behind a cookie, for the ceiling that writes the same row. */
export function draftIdOf(cookie: string): string {
  return digest('draft/v1', cookie.slice(cookie.indexOf('=') + 1)).toString('base64url')
}
