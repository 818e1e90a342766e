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
 * What is stored of a page: what was typed, as it stands. It has a mark where something is wrong on it, and another where it must be
 * mended before it is gone on from; nothing of what was skipped is sent. One that was left and that nobody touched is not stored.
 */
export function answeredOn(step: Step, typed: Typed, { typed: pressed, refused: files }: Parts, errors: Errors): Answered | null {
  const left = leaves(pressed)
  const told = any(files)
  if (left && !told && pressed.seen === '' && isEmpty(typed)) return null
  return {
    typed,
    skipped: pressed.go === 'skip' && !step.first,
    ...(any(errors) ? { unfinished: true, refused: !left } : {}),
    ...(told ? { files } : {}),
  }
}

/** Whether a page must be shown again before it is gone on from. */
export function comesBack(answered: Answered | null | undefined): boolean {
  return answered?.refused === true || answered?.files !== undefined
}

/** Whether a page only waits to be answered: it begins no way through the form, and there is nothing on it that could be lost. */
export function isBlank({ typed, unfinished }: Answered): boolean {
  return unfinished === true && isEmpty(typed)
}

function any(errors: Errors): boolean {
  return Object.keys(errors).length > 0
}

/** Whether nothing was typed or chosen. */
export function isEmpty(typed: Typed): boolean {
  return Object.values(typed).every(value => value === undefined || value.length === 0)
}
