import type { FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import type { Errors, Typed } from '../platform/forms/index.ts'
import type { Parts } from '../platform/uploads/index.ts'
import type { Answered, Step } from './steps.ts'

type Pressed = Parts['typed']

/** Whether somebody goes away from a page without going on from it. */
export function leaves({ go, shown_in }: Pressed): boolean {
  return shown_in !== undefined || go === 'back' || go === 'save' || go === 'own'
}

/** The language that was chosen on a page of the form, where this mechanism offers it; null where none was. */
export function languageAfter(context: Context, { mechanism }: FastifyRequest, { shown_in: tag }: Pressed): string | null {
  return typeof tag === 'string' && mechanism.languages.includes(tag) && context.words.offers(tag) ? tag : null
}

/**
 * What is stored of a page. One that was left, or skipped, stands as it was typed: what was left has a mark where something is wrong on
 * it, and nothing of what was skipped is sent. One that nobody touched, and one that must be mended before it is gone on from, is not stored.
 */
export function answeredOn(step: Step, typed: Typed, pressed: Pressed, errors: Errors): Answered | null {
  const skipped = pressed.go === 'skip' && !step.first
  const wrong = Object.keys(errors).length > 0
  if (!leaves(pressed)) return wrong ? null : { typed, skipped }
  return pressed.seen === '' && isEmpty(typed) ? null : { typed, skipped, ...(wrong ? { unfinished: true } : {}) }
}

/** Whether nothing was typed or chosen. */
export function isEmpty(typed: Typed): boolean {
  return Object.values(typed).every(value => value === undefined || value.length === 0)
}
