import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweep } from '../../src/sweep.ts'
import { DATABASES } from '../support/databases.ts'
import { marksFinder, newMark, secretsFinder, type Found } from '../support/marks.ts'
import { answerEverything, joinTeam } from './answering.ts'
import { columnsOf, dumpOf, timesOf } from './columns.ts'
import { beginCourse, type Course } from './course.ts'
import { printSlips, tellTogether } from './grouping.ts'
import { tellEverything, tellOtherwise } from './telling.ts'
import { tellByTool } from './tooling.ts'
import { watch, type Watched } from './watched.ts'

const NEAR = 10 * 60_000
const HALF_DAY = 12 * 3_600_000

/** Columns that may tell the minute, because what they tell of was done at the desk or by the program alone. */
const DESK_TIMES = [
  'accounts.held_until',
  'accounts.totp_last',
  'audit.at',
  'clocks.announced_at',
  'clocks.due_at',
  'clocks.met_at',
  'events.at',
  'grievances.due_at',
]

/** Columns of times that follow a person's act and tell the half day at most. */
const ROUNDED_TIMES = ['letters.leased_until']

it('would find a word in any common form', () => {
  const word = newMark()
  const forms = [
    word,
    word.toUpperCase(),
    Buffer.from(word).toString('hex'),
    ...['', 'a', 'ab'].map(before => Buffer.from(`${before}${word}.`).toString('base64')),
  ]
  for (const form of [...forms, Buffer.from(word, 'utf16le')])
    expect(marksFinder([newMark(), word]).in(Buffer.concat([Buffer.from('before '), Buffer.from(form)]))).toHaveLength(1)
})

describe.each(DATABASES)('What people write, and when, on %s', { timeout: 180_000 }, kind => {
  let instance: Watched
  let course: Course
  const realTimes: number[] = []

  beforeAll(async () => {
    instance = await watch(kind)
    course = await beginCourse(instance)
    realTimes.push(Date.now())
    const code = await tellEverything(course)
    const { reference } = await instance.context.db.selectFrom('grievances').select('reference').executeTakeFirstOrThrow()
    await tellOtherwise(course)
    await answerEverything(course, code, reference)
    await joinTeam(course)
    await tellTogether(course)
    await printSlips(course)
    await tellByTool(course)
    await sendAllLetters()
    realTimes.push(Date.now())
  }, 180_000)
  afterAll(() => instance.stop())

  /** The post takes every letter that waits, so that all of them are looked at, whichever came first. */
  async function sendAllLetters(): Promise<void> {
    const waiting = instance.context.db.selectFrom('letters').select('id')
    instance.clock.advance(7 * 3_600_000)
    while ((await waiting.execute()).length > 0) await sweep(instance.context)
  }

  it('carries no time finer than the half day where a person without an account did something', async () => {
    const near = (time: number): boolean => course.acts.some(act => Math.abs(act.getTime() - time) <= NEAR) || isReal(time)
    const isReal = (time: number): boolean => time >= (realTimes[0] ?? 0) - NEAR && time <= (realTimes[1] ?? 0) + NEAR
    const found = (await timesOf(instance.context.db)).filter(({ time }) => time % HALF_DAY !== 0)
    expect(found.filter(({ time }) => near(time)).map(({ column, time }) => `${column} ${new Date(time).toISOString()}`)).toEqual([])
    const fine = found.filter(({ type, column }) => type.startsWith('timestamp') && !DESK_TIMES.includes(column))
    expect(fine.map(({ column }) => column)).toEqual([])
    const files = instance.touched().filter(time => time.getTime() % HALF_DAY !== 0)
    expect(files.map(time => time.toISOString())).toEqual([])
  })

  it('keeps a list of the columns that may tell the minute, and no other column can', async () => {
    const stamps = (await columnsOf(instance.context.db)).filter(({ type }) => type.startsWith('timestamp'))
    const known = [...DESK_TIMES, ...ROUNDED_TIMES]
    expect(stamps.map(({ table, column }) => `${table}.${column}`).filter(name => !known.includes(name))).toEqual([])
  })

  it('is nowhere to be found: no column, no file, no log, no letter, nothing temporary, in no common form', async () => {
    expect(course.marks.size).toBeGreaterThanOrEqual(60)
    const marks = marksFinder(course.marks.values())
    const secrets = secretsFinder([...course.secrets].filter(secret => secret.length >= 8))
    const letters = instance.letters.map(({ to, text, ...rest }) =>
      JSON.stringify({ ...rest, text: text.split(course.invitations.get(to) ?? '\0') }),
    )
    expect(instance.letters.map(({ to }) => to)).toEqual(expect.arrayContaining([...course.invitations.keys()]))
    const columns = await dumpOf(instance.context.db)
    expect(columns.includes('River team')).toBe(true)
    const places = new Map([
      ['columns', columns],
      ['letters', Buffer.from(letters.join('\n'))],
      ['the log', instance.said()],
      ...(await instance.places()),
    ])
    const fieldOf = new Map([...course.marks].map(([field, word]) => [word, field]))
    const found = [...places].flatMap(([place, bytes]) =>
      [...marks.in(bytes), ...secrets.in(bytes)].map((one: Found) => `${place}: ${fieldOf.get(one.word) ?? one.word} (${one.form})`),
    )
    expect(found).toEqual([])
    const lying = kind === 'embedded' ? places.get('the data folder') : places.get('the files of the database')
    expect(lying?.includes('River team')).toBe(true)
  })
})
