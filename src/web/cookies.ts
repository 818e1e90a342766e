import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'

/** The cookies: a draft, a person's own page, a desk account, each a random token; and that somebody is on their own phone. */
export type CookieName = 'draft' | 'messages' | 'desk' | 'own'

const NAMES = { draft: 'd', messages: 'm', desk: 'a', own: 'o' } as const satisfies Record<CookieName, string>

/** The token of a cookie, if the browser sent one. */
export function readCookie(context: Context, request: FastifyRequest, name: CookieName): string | undefined {
  return request.cookies[fullName(context, name)]
}

/** Sets a cookie that ends with the browser, or after so many days. */
export function setCookie(context: Context, reply: FastifyReply, name: CookieName, token: string, days?: number): void {
  reply.setCookie(fullName(context, name), token, { ...settings(context), ...(days === undefined ? {} : { maxAge: days * 86_400 }) })
}

const OWN_PHONE_DAYS = 90

/** Remembers, when the browser closes too, that this is somebody's own phone: what they told and did not send lies on it. */
export function rememberOwnPhone(context: Context, reply: FastifyReply): void {
  setCookie(context, reply, 'own', 'yes', OWN_PHONE_DAYS)
}

/** Overwrites a cookie: browsers throw away the pages they kept for Back only when it changes, not when it is deleted. */
export function overwriteCookie(context: Context, reply: FastifyReply, name: CookieName): void {
  reply.setCookie(fullName(context, name), 'x', { ...settings(context), maxAge: 60 })
}

function fullName(context: Context, name: CookieName): string {
  return isSecure(context) ? `__Host-${NAMES[name]}` : NAMES[name]
}

function settings(context: Context) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure(context) } as const
}

/** Whether people reach the mechanism by https. */
export function isSecure(context: Context): boolean {
  return context.config.publicUrl.protocol === 'https:'
}

/** Whether somebody said that this is their own phone. */
export function isOwnPhone(context: Context, request: FastifyRequest): boolean {
  return readCookie(context, request, 'own') === 'yes' || isForNoNetwork(request)
}

/** Whether a page is asked for to be kept, empty, on somebody's own phone, for when there is no network. */
export function isForNoNetwork(request: FastifyRequest): boolean {
  return request.headers['x-own-phone'] === '1'
}
