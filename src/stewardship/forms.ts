import { CLOCKS, type Clock } from '../domain/process.ts'
import { EXTERNAL_ROUTES } from '../domain/reference/index.ts'
import { PRIORITY_CODES, type Priority } from '../domain/severity.ts'
import { lawfulLength, PERSONS_TIME } from '../domain/standards.ts'
import { isTimeZone } from '../domain/next-reading.ts'
import { choice, choices, day, defineForm, given, line, wholeNumber, words, type Answers, type Errors } from '../platform/forms/index.ts'

/** A new organisation. */
export const organisationForm = defineForm('stewardship:organisation', { name: line({ max: 120 }) })

/** A new operation of an organisation. */
export const operationForm = defineForm('stewardship:operation', { organisation: given(), operation: line({ max: 120 }) })

/** Another name. */
export const renameForm = defineForm('stewardship:rename', { name: line({ max: 120 }) })

/** Who keeps names: a team of custodians, or each handling team itself. */
export const namesForm = defineForm('stewardship:names', { keeper: given({ optional: true }) })

/** A language whose words a native reader has checked, by name. */
export const checkedForm = defineForm('stewardship:checked', { language: given(), reader: line({ max: 120 }), checkedOn: day() })

/** One more line of the routing table. */
export const routeForm = defineForm('stewardship:route', {
  operation: given({ optional: true }),
  organisation: given({ optional: true }),
  team: given(),
  rank: wholeNumber(1, 999),
})

/** One other place that can help, as it is written in one language. */
export const placeForm = defineForm('stewardship:place', {
  route: choice(
    EXTERNAL_ROUTES.map(({ code }) => code),
    { list: 'reference:externalRoutes', widget: 'select' },
  ),
  language: given(),
  country: line({ optional: true, max: 60 }),
  name: line({ max: 200 }),
  contact: words({ rows: 3 }),
  checkedOn: day(),
})

const DAYS = ['1', '2', '3', '4', '5', '6', '7'] as const

/** When people read: on which days, from which hour until which, on the clocks of which place. */
export const hoursForm = defineForm('stewardship:hours', {
  zone: line({ max: 60 }),
  days: choices(DAYS),
  from: wholeNumber(0, 23),
  until: wholeNumber(1, 24),
})

/** What is wrong with reading hours, beyond each field alone. */
export function wrongWithHours({ zone, days, from, until }: Answers<typeof hoursForm>): Errors {
  return {
    ...(isTimeZone(zone) ? {} : { zone: 'zone' }),
    ...(days.length === 0 ? { days: 'choose' } : {}),
    ...(from < until ? {} : { until: 'number' }),
  }
}

/** One turn of duty: who of a team is asked, in which order, on which days. */
export const turnForm = defineForm('stewardship:turn', {
  member: given(),
  rank: choice(['1', '2', '3']),
  fromOn: day(),
  untilOn: day(),
})

const UNITS = ['hours', 'days', 'working_days'] as const

/** The length of one clock for each priority. */
export const standardForm = defineForm('stewardship:standard', {
  P1: wholeNumber(1, 999),
  P1_unit: choice(UNITS, { widget: 'select', list: 'stewardship:units' }),
  P2: wholeNumber(1, 999),
  P2_unit: choice(UNITS, { widget: 'select', list: 'stewardship:units' }),
  P3: wholeNumber(1, 999),
  P3_unit: choice(UNITS, { widget: 'select', list: 'stewardship:units' }),
})

/** The length that was chosen for a priority. */
export function lengthOf(answers: Answers<typeof standardForm>, priority: Priority) {
  return { count: answers[priority], unit: answers[`${priority}_unit`] }
}

/** Which lengths are not lawful: slower than the standard, or a person's own time made shorter. */
export function wrongWithStandard(clock: Clock, answers: Answers<typeof standardForm>): Errors {
  const code = (PERSONS_TIME as readonly Clock[]).includes(clock) ? 'shorter' : 'slower'
  const wrong = PRIORITY_CODES.filter(priority => !lawfulLength(clock, priority, lengthOf(answers, priority)))
  return Object.fromEntries(wrong.map(priority => [priority, code]))
}

/** Whether this is the name of a clock. */
export function isClock(text: string): text is Clock {
  return (CLOCKS as readonly string[]).includes(text)
}
