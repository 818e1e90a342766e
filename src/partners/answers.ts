import type { JsonSchema } from '../platform/forms/index.ts'
import { MAIN_STAGES, CLOCK_OWES } from '../domain/process.ts'
import { MANDATE_EVIDENCE } from '../domain/reference/index.ts'
import { MANDATE_SCOPES } from '../domain/speaking.ts'

const text = { type: 'string' }
const flag = { type: 'boolean' }
const day = { type: 'string', format: 'date' }
const time = { type: 'string', format: 'date-time' }
const stage = { type: 'string', enum: MAIN_STAGES }
const clock = { type: 'string', enum: Object.keys(CLOCK_OWES) }
const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
const maybe = (one: JsonSchema): JsonSchema => ({ anyOf: [one, { type: 'null' }] })
const object = (properties: Readonly<Record<string, JsonSchema>>, required = Object.keys(properties)): JsonSchema => ({
  type: 'object',
  properties,
  required,
})

const line = object({
  reference: text,
  title: maybe(text),
  stage,
  stageName: text,
  told: day,
  next: maybe(object({ what: clock, name: text, by: day })),
  waits: list(text),
})
const message = object({
  from: { enum: ['person', 'team'] },
  by: text,
  day,
  what: maybe(text),
  text: maybe(text),
  answers: list(object({ label: text, answer: text })),
  language: text,
  damaged: flag,
})
const mandate = object({
  scope: list({ type: 'string', enum: MANDATE_SCOPES }),
  /** Whether the person gave it on their own page; then there is nothing else that shows it. */
  givenHere: flag,
  evidence: maybe({ type: 'string', enum: MANDATE_EVIDENCE }),
  since: day,
  until: maybe(day),
})

/** What programs are answered, by the name of the operation. */
export const ANSWERS = {
  tell: object({ reference: text, code: { type: 'string', pattern: '^\\d{24}$' }, answerBy: time }),
  list: object({ grievances: list(line) }),
  read: object({
    reference: text,
    stage,
    stageName: text,
    language: text,
    next: list(object({ what: clock, by: day, late: flag })),
    late: list(object({ text, reason: maybe(text) })),
    steps: list(object({ name: text, when: text, state: text })),
    remedies: list(object({ asked: maybe(text), offered: text, name: text, organisation: text, by: day, state: text })),
    outcome: maybe(object({ theirs: text, yours: text })),
    messages: list(message),
    files: list(text),
    readers: list(object({ name: text, people: { type: 'integer' }, since: day })),
    mandates: list(mandate),
  }),
  write: object({ reference: text }),
  files: object({ reference: text, files: { type: 'integer' } }),
  problem: object(
    {
      type: text,
      title: text,
      status: { type: 'integer' },
      detail: text,
      request: text,
      errors: list(object({ pointer: text, code: text, detail: text })),
    },
    ['type', 'title', 'status', 'detail'],
  ),
} as const satisfies Record<string, JsonSchema>
