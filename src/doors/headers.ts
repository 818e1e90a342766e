import type { FastifyReply } from 'fastify'

/** What every answer carries: nothing from elsewhere, nothing kept, nothing told to the next site, no scripts. */
const BASE = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; script-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=(), web-share=(), browsing-topics=()',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  vary: 'Cookie, Accept-Language',
} as const

/** What differs on a page on which a script of ours helps: it may run, ask this server, and record. */
export const SCRIPTED = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; script-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'",
  'permissions-policy': BASE['permissions-policy'].replace('microphone=()', 'microphone=(self)'),
} as const

/** Puts the headers on an answer; a header that a route set itself stands. */
export function putHeaders(reply: FastifyReply, secure: boolean): void {
  for (const [name, value] of Object.entries(BASE)) if (!reply.hasHeader(name)) reply.header(name, value)
  if (secure) reply.header('strict-transport-security', 'max-age=63072000; includeSubDomains')
}
