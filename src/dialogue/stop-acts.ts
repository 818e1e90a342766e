import { addDays, dayOf } from '../domain/calendar.ts'
import type { Clock } from '../domain/process.ts'
import type { Writer } from '../contracts/schema.ts'
import { defineForm, words } from '../platform/forms/index.ts'
import { personAct } from '../web/person-act.ts'
import { sayToAllIfAny } from './say.ts'

const wordsOnly = defineForm('dialogue:forms', { words: words({ optional: true, rows: 6 }) })
const DAY_MS = 86_400_000

/**
 * Stops it: final on the screen, undone with the code, always followed by a private question by somebody else. What one of a group asked
 * for is theirs and goes on.
 */
export const stop = personAct({
  page: 'stop',
  action: 'stop',
  form: wordsOnly,
  make: async (trx, scene, grievance, moment, answers) => ({
    facts: { ended: await runningNow(trx, grievance.id) },
    forMember: null,
    ...(await sayToAllIfAny(trx, scene, moment, 'message', answers.words)),
  }),
})

/** Goes on after stopping: everything that was promised stands again, each date later by the days of the pause. */
export const resume = personAct({
  page: 'resume',
  action: 'goOn',
  form: wordsOnly,
  make: async (trx, scene, grievance, moment, answers) => {
    const { ended, stoppedOn } = await endedByStopping(trx, grievance.id)
    const paused = Math.max(0, (Date.parse(moment.day) - Date.parse(stoppedOn)) / DAY_MS)
    const said = await sayToAllIfAny(trx, scene, moment, 'message', answers.words)
    return {
      facts: {},
      ...said,
      starts: [...ended.map(one => one.clock), ...(said.itemId === undefined ? [] : (['reply'] as const))],
      due: Object.fromEntries(ended.map(one => [one.clock, later(one.due, paused)])),
    }
  },
})

async function runningNow(trx: Writer, grievanceId: string): Promise<{ clock: Clock; due: string }[]> {
  const rows = await trx
    .selectFrom('clocks')
    .select(['clock', 'due_at'])
    .where('grievance_id', '=', grievanceId)
    .where('met_at', 'is', null)
    .where('participant_id', 'is', null)
    .execute()
  return rows.filter(row => row.clock !== 'safety').map(row => ({ clock: row.clock, due: row.due_at.toISOString() }))
}

async function endedByStopping(trx: Writer, grievanceId: string) {
  const event = await trx
    .selectFrom('events')
    .select(['facts', 'on_day'])
    .where('grievance_id', '=', grievanceId)
    .where('type', '=', 'withdrawn')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return { ended: (event.facts as { ended: { clock: Clock; due: string }[] }).ended, stoppedOn: event.on_day }
}

function later(due: string, days: number): Date {
  const time = new Date(due)
  return new Date(Date.parse(addDays(dayOf(time), days)) + (time.getTime() % DAY_MS))
}
