import type { Errors, Typed } from '../platform/forms/index.ts'

/** A letter that begins with words of ours is not sent while a place in it still waits for theirs. */
export function stillWaiting(begun: Typed, typed: Typed): Errors {
  const [beginning, letter] = [begun.message, typed.message]
  return typeof beginning === 'string' && typeof letter === 'string' && isUnfinished(beginning, letter) ? { message: 'unfinished' } : {}
}

/**
 * Whether a letter still has a place of its beginning that waits for words: a line with … as it stood, or one that ends in a colon with
 * nothing under it before the beginning goes on.
 */
export function isUnfinished(beginning: string, letter: string): boolean {
  const began = linesOf(beginning)
  const lines = linesOf(letter)
  return began.some(line => {
    const at = lines.indexOf(line)
    if (at === -1 || !/…|:$/u.test(line)) return false
    const next = lines[at + 1]
    return line.includes('…') || next === undefined || began.includes(next)
  })
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
}
