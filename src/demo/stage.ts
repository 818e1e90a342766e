import type { Context } from '../contracts/context.ts'
import type { Staff } from './people.ts'
import { NOTES, PHRASES, type Story } from './stories.ts'

/** How far a story has come. */
export const COURSES = [
  'received',
  'acknowledged',
  'waiting',
  'admitted',
  'rated',
  'offered',
  'agreed',
  'delivered',
  'disputed',
  'closed',
  'notAdmitted',
  'unsafe',
] as const
export type Course = (typeof COURSES)[number]

/** The stage a story plays on: who handles it, who is the second, and how the days pass. */
export interface Stage {
  readonly context: Context
  readonly handler: Staff
  readonly lead: Staff
  readonly organisationId: string
  readonly pass: (days: number) => void
}

/** What handlers write to somebody in the language of their story. */
export function phrases(story: Story) {
  const said = PHRASES[story.language] ?? PHRASES.en
  if (said === undefined) throw new Error('the demo has no phrases')
  return said
}

/** What somebody at the desk notes in their own language. */
export function notes({ language }: Staff) {
  const said = NOTES[language] ?? NOTES.en
  if (said === undefined) throw new Error('the demo has no notes')
  return said
}

/** The first sentence of what somebody told. */
export function short(text: string): string {
  const [first = text] = text.split(/(?<=[.!?؟।。])\s*/)
  return first
}
