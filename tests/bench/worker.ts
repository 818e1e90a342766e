import type { AddressInfo } from 'node:net'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { buildContext } from '../../src/context.ts'
import type { Context } from '../../src/contracts/context.ts'
import { newReceipt, stretchReceipt } from '../../src/grievances/receipts.ts'
import { saveStep } from '../../src/intake/save-step.ts'
import { STEPS } from '../../src/intake/steps.ts'
import { movedClock } from '../../src/platform/clock.ts'
import { newToken } from '../../src/platform/sealing/index.ts'
import { formKeys } from '../../src/web/forgery.ts'
import { startSession } from '../../src/web/sessions.ts'
import { setUpMechanism, type SetUp } from '../support/mechanism.ts'
import { bareApp } from './bare.ts'
import { grow, tellSome } from './grow.ts'
import { watchPages } from './watch.ts'

/** One request that can be sent many times. */
export interface Sending {
  readonly path: string
  readonly cookie: string
  readonly body?: string
}

/** A page and its ceilings; `opened` is the one of a page that opens sealed words. */
export interface Target {
  readonly name: string
  readonly real: Sending
  readonly bare: string
  readonly opened: string | null
}

/** What the measuring process asks of the measured one. */
export interface Calls {
  prepare(): Promise<{ readonly port: number; readonly barePort: number; readonly targets: readonly Target[] }>
  cpu(): Promise<{ readonly micros: number }>
  stretch(count: number, atOnce: number): Promise<void>
  steps(count: number): Promise<readonly Sending[]>
  sends(count: number): Promise<readonly Sending[]>
  grow(to: number): Promise<void>
}

const STORY = 'The guards closed the path to the river in March. We walk two hours for water now. '
const watched = watchPages()
const config = readConfig()
const { context } = await buildContext(config)
let mechanism: SetUp

const calls: Calls = {
  prepare: async () => {
    mechanism = await setUpMechanism({ context, clock: movedClock(context.clock.now()) })
    const app = await buildApp(context)
    const told = await tellSome(context, mechanism, 60)
    const draft = (await calls.steps(1))[0]
    const desk = `a=${await startSession(context, context.db, 'desk', mechanism.people.wanjiru.held)}`
    const own = `m=${await startSession(context, context.db, 'messages', told.person)}`
    const shown = [
      ['home', '/en/', ''],
      ['form step, shown', '/en/form/1', draft?.cookie ?? ''],
      ['the person’s page', '/en/messages', own],
      ['Today', '/desk/', desk],
      ['queue', '/desk/queue', desk],
      ['case file', `/desk/grievances/${told.reference}`, desk],
    ] as const
    const pages = new Map<string, Awaited<ReturnType<typeof watched.record>>>()
    for (const [index, [, path, cookie]] of shown.entries()) {
      const visit = () => app.inject({ url: path, headers: { cookie } })
      await visit() // a first visit writes that it was read
      pages.set(String(index), await watched.record(visit))
    }
    const ends = { teamId: mechanism.teams.works.principalId, teamKey: mechanism.teams.works.publicKey, letters: 2 }
    const bare = await bareApp(context, pages, ends)
    await app.listen({ port: 0, host: '127.0.0.1' })
    await bare.listen({ port: 0, host: '127.0.0.1' })
    const portOf = (one: typeof app): number => (one.server.address() as AddressInfo).port // listening on a port, not on a pipe
    const targets = shown.map(([name, path, cookie], index) => {
      const opens = (pages.get(String(index))?.boxes.length ?? 0) > 0
      return { name, real: { path, cookie }, bare: `/${index}`, opened: opens ? `/${index}/opened` : null }
    })
    return { port: portOf(app), barePort: portOf(bare), targets }
  },
  cpu: async () => {
    const { user, system } = process.cpuUsage()
    return { micros: user + system }
  },
  stretch: async (count, atOnce) => {
    let left = count
    const one = async (): Promise<void> => {
      while (left-- > 0) await stretchReceipt(context, newReceipt())
    }
    await Promise.all(Array.from({ length: atOnce }, one))
  },
  steps: count => Promise.all(Array.from({ length: count }, () => draftAt(context, 1))),
  sends: async count => {
    const made: Sending[] = []
    for (let index = 0; index < count; index += 1) made.push(await draftAt(context, 7))
    return made
  },
  grow: to => grow(context.db, mechanism, to),
}

/** A draft that stands at this page, and what its next button sends. */
async function draftAt(of: Context, number: number): Promise<Sending> {
  const token = newToken()
  const answers = { story: STORY.repeat(4), ongoing: 'yes', safe: 'yes' }
  for (const [index, step] of STEPS.entries()) {
    if (index + 1 >= Math.max(2, number)) break
    const answered = { typed: index === 0 ? answers : {}, skipped: index > 0 }
    await saveStep(of, token, { step, answered, seen: '', direct: false, uploads: [], nonce: undefined, remove: null, trapped: false })
  }
  const { csrf, nonce } = formKeys(of, token)
  const fields = { csrf, nonce, ...(number === 1 ? { ...answers, seen: 'none' } : {}) }
  const cookie = `d=${token}`
  return { path: `/en/form/${number}`, cookie, body: new URLSearchParams(fields).toString() }
}

process.on('message', ({ id, call, args }: { id: number; call: keyof Calls; args: [] }) => {
  void (calls[call] as (...all: unknown[]) => Promise<unknown>)(...args)
    .then(answer => process.send?.({ id, answer }))
    .catch((error: Error) => process.send?.({ id, error: error.stack }))
})
process.once('disconnect', () => process.exit(0))
