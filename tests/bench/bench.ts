import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../src/platform/root.ts'
import type { DatabaseKind } from '../support/databases.ts'
import findPostgres from '../support/postgres.ts'
import { overHttp } from '../support/server-process.ts'
import { Visitor } from '../support/visitor.ts'
import { getFor, sendAll, type Timed } from './load.ts'
import { startMeasured, type Measured } from './measured.ts'
import { draftIdOf } from './draft-id.ts'
import { headline, line, type Measure, type Row } from './report.ts'
import type { Sending } from './worker.ts'

const ROUNDS = 3
/** Long enough that a moment in which the engine compiles is told from what a page costs. */
const SECONDS = 1.5
/** The first round lasts until what runs is what the engine has compiled for good, long where a page is asked for first; nothing of it counts. */
const WARMING = { first: 8, again: 1 } as const
const POSTS = 100
/** A step takes so little that it must be sent more often to be told from the noise of the machine. */
const STEPS = 150
const CONNECTIONS = [1, 8] as const
const SIZES = [1_000, 100_000] as const

const stopPostgres = await findPostgres()
const kinds: readonly DatabaseKind[] = process.env.TEST_POSTGRES === undefined ? ['embedded'] : ['embedded', 'postgres']
const tables: string[] = []
const begun = performance.now()
for (const kind of kinds) tables.push(...(await measure(kind)))
await stopPostgres?.()
const note = `Node ${process.versions.node}, ${cpus().length} cores shared with the load that is measured, PostgreSQL ${process.env.TEST_POSTGRES_VERSION ?? 'not found'}; ${Math.round((performance.now() - begun) / 1_000)} s.`
const whole = [headline(note), ...tables].join('\n')
console.log(whole)
putInReadme(whole)
process.exit(0)

/** Everything on one database, each thing and its ceiling in turn, so that both meet the same machine. */
async function measure(kind: DatabaseKind): Promise<string[]> {
  const measured = await startMeasured(kind)
  const { port, barePort, targets } = await measured.prepare()
  const rows: string[] = []
  for (const { name, real, bare, opened } of targets)
    for (const [nth, connections] of CONNECTIONS.entries()) {
      const lasts = (round: number): number => (round > 0 ? SECONDS : nth === 0 ? WARMING.first : WARMING.again)
      const beside = (path: string): Promise<Row> =>
        compared(measured, {
          real: round => getFor(port, real, connections, lasts(round)),
          bare: round => getFor(barePort, { path, cookie: '' }, connections, lasts(round)),
        })
      rows.push(line(kind, name, connections, await beside(bare)))
      if (opened !== null) rows.push(line(kind, `${name}, beside its rows and boxes`, connections, await beside(opened)))
    }
  for (const connections of CONNECTIONS) {
    const steps = await measured.steps(ROUNDS * STEPS)
    const bareSteps = steps.map(step => ({ ...step, path: `/step/${draftIdOf(step.cookie)}` }))
    const row = await compared(measured, {
      real: round => sendAll(port, part(steps, round, STEPS), connections),
      bare: round => sendAll(barePort, part(bareSteps, round, STEPS), connections),
    })
    rows.push(line(kind, 'form step, sent', connections, row))
  }
  for (const connections of CONNECTIONS) {
    const argon = await cpuOf(measured, async () => {
      await measured.stretch(POSTS, connections)
      return { times: Array<number>(POSTS).fill(0), seconds: 1 }
    })
    const sends = await measured.sends(ROUNDS * POSTS)
    const bareSends = sends.map(({ cookie }) => ({ path: `/send/${draftIdOf(cookie)}`, cookie: '' }))
    const row = await compared(measured, {
      real: round => sendAll(port, part(sends, round, POSTS), connections),
      bare: round => sendAll(barePort, part(bareSends, round, POSTS), connections),
    })
    rows.push(line(kind, 'last step, sent', connections, row, argon.micros / POSTS))
  }
  const forms = await cpuOf(measured, () => wholeForms(port, 5))
  rows.push(line(kind, 'the whole form, 17 requests', 1, { real: forms, bare: null }))
  await measured.end()
  rows.push(...(await atSizes(kind)))
  return rows
}

function part(sendings: readonly Sending[], round: number, size: number): readonly Sending[] {
  return sendings.slice(round * size, (round + 1) * size)
}

/** Runs both on one process in turn and adds up. */
function compared(measured: Measured, runs: { real: Run; bare: Run }): Promise<Row> {
  return interleaved({ real: [measured, runs.real], bare: [measured, runs.bare] })
}

type Run = (round: number) => Promise<Timed>
type Prepared = Pick<Awaited<ReturnType<Measured['prepare']>>, 'port' | 'targets'>

/** Runs two things in turn, each on its process, and adds up; the first round only warms up. */
async function interleaved(runs: Readonly<Record<'real' | 'bare', readonly [Measured, Run]>>): Promise<Row> {
  const all = { real: [] as Measure[], bare: [] as Measure[] }
  for (let round = 0; round < ROUNDS; round += 1)
    for (const which of ['real', 'bare'] as const) all[which].push(await cpuOf(runs[which][0], () => runs[which][1](round)))
  return { real: added(all.real.slice(1)), bare: added(all.bare.slice(1)) }
}

async function cpuOf(measured: Measured, run: () => Promise<Timed>): Promise<Measure> {
  const before = await measured.cpu()
  const timed = await run()
  const after = await measured.cpu()
  return { ...timed, micros: after.micros - before.micros }
}

function added(measures: readonly Measure[]): Measure {
  return {
    times: measures.flatMap(one => one.times),
    seconds: measures.reduce((sum, one) => sum + one.seconds, 0),
    micros: measures.reduce((sum, one) => sum + one.micros, 0),
  }
}

/** A person goes through the whole form, from the first page to the code that they confirm. */
async function wholeForms(port: number, count: number): Promise<Timed> {
  const times: number[] = []
  const first = performance.now()
  for (let index = 0; index < count; index += 1) {
    const sent = performance.now()
    const amina = await new Visitor(overHttp(port)).get('/en/form/1')
    await amina.submit({ story: 'The guards closed the path to the river in March.' })
    for (let page = 2; page <= 6; page += 1) await amina.submit({ go: 'skip' })
    await amina.submit({})
    await amina.submit({}, '/8')
    if (amina.url !== '/en/messages') throw new Error(`the form ended at ${amina.url}`)
    times.push(performance.now() - sent)
  }
  return { times, seconds: (performance.now() - first) / 1_000 }
}

/** A small and a large mechanism side by side, alike in all but their size, their lists shown in turn. */
async function atSizes(kind: DatabaseKind): Promise<string[]> {
  const small = await startMeasured(kind)
  const large = await startMeasured(kind)
  const here = await small.prepare()
  const there = await large.prepare()
  await small.grow(SIZES[0])
  await large.grow(SIZES[1])
  const rows: string[] = []
  for (const name of ['Today', 'queue']) {
    const of = ({ port, targets }: Prepared): (() => Promise<Timed>) => {
      const target = targets.find(one => one.name === name)
      if (target === undefined) throw new Error(`nothing is called ${name}`)
      return () => getFor(port, target.real, 1, SECONDS)
    }
    const row = await interleaved({ real: [large, of(there)], bare: [small, of(here)] })
    const label = `${name}, ${SIZES[1].toLocaleString('en')} beside ${SIZES[0].toLocaleString('en')} grievances`
    rows.push(line(kind, label, 1, { ...row, byTime: kind === 'postgres' }))
  }
  await small.end()
  await large.end()
  return rows
}

function putInReadme(text: string): void {
  const path = join(ROOT, 'README.md')
  try {
    const readme = readFileSync(path, 'utf8')
    const next = readme.replace(/<!-- bench -->[^]*<!-- \/bench -->/, () => `<!-- bench -->\n${text}\n<!-- /bench -->`)
    if (next !== readme) writeFileSync(path, next)
  } catch {
    console.log('There is no README.md to write this into.')
  }
}
