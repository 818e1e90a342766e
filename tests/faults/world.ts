import { sql } from 'kysely'
import { codeOn } from '../intake/told.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { newMark } from '../support/marks.ts'
import { setUpMechanism, type SetUp } from '../support/mechanism.ts'
import { Visitor } from '../support/visitor.ts'
import { file, photoSaying } from '../canaries/marked-files.ts'

/** A mechanism in which two people told something with files, a team answered, and a third is still writing. */
export interface World {
  readonly instance: Instance
  readonly mechanism: SetUp
  readonly amina: Told
  readonly leila: Told
  readonly noor: Visitor
  readonly noorsWords: string
  readonly salma: Visitor
  /** A long paper that Amina sent, word for word. */
  readonly paper: string
}

/** Somebody who told something: their browser, their code, and words that only they and their team may read. */
export interface Told {
  readonly visitor: Visitor
  readonly code: string
  readonly reference: string
  readonly words: string
}

/** Makes it, with a database whose own guards are off, as for somebody who can write to the disk. */
export async function makeWorld(): Promise<World> {
  const instance = await startInstance('embedded')
  const mechanism = await setUpMechanism(instance)
  const paper = `${newMark()} was here. `.repeat(9_000)
  const amina = await tell(instance, paper)
  const leila = await tell(instance, 'A short paper.')
  const salma = await mechanism.signIn(new Visitor(instance.app), mechanism.people.salma)
  for (const { reference } of [amina, leila]) {
    const at = `/desk/grievances/${reference}`
    await (await salma.get(at)).submit({ conflict: 'no' }, 'declare-interest')
    await (await salma.get(`${at}/acknowledge`)).submit({ readback: 'You walk two hours.', message: 'Hello.' }, 'acknowledge')
    await (await salma.get(`${at}/write-note`)).submit({ note: 'A note.' }, 'write-note')
    await (await salma.get(`${at}/record-asked`)).submit({ type: 'compensation', asked: 'A new path.', rank: '1' }, 'record-asked')
  }
  const noorsWords = `Noor writes: ${newMark()}`
  const noor = await new Visitor(instance.app).get('/en/form/1')
  await noor.submit({ story: noorsWords, photos: file('noor.txt', 'a list of names'), go: 'send' })
  await letGo(instance)
  return { instance, mechanism, amina, leila, noor, noorsWords, salma, paper }
}

async function tell(instance: Instance, paper: string): Promise<Told> {
  const words = `The well is closed. ${newMark()}`
  const visitor = await new Visitor(instance.app).get('/en/form/1')
  const photos = [file('path.jpg', await photoSaying(newMark())), file('list.txt', paper)]
  await visitor.submit({ story: words, photos })
  await visitor.get('/en/form/4')
  await visitor.submit({ go: 'skip' })
  await visitor.get('/en/form/3')
  await visitor.submit({ go: 'skip' })
  const named = { known: 'team', name: words, reply: 'email', email: 'amina@example.org', neutral: 'yes' }
  await visitor.submit(named)
  for (let page = 0; page < 2; page += 1) await visitor.submit({ go: 'skip' })
  await visitor.submit({})
  const code = codeOn(visitor) ?? ''
  const rows = await instance.context.db.selectFrom('grievances').selectAll().execute()
  const told = await instance.context.db.selectFrom('events').select(['grievance_id']).where('type', '=', 'submitted').execute()
  const newest = rows.filter(row => row.version === 1 && told.some(event => event.grievance_id === row.id)).at(-1)
  return { visitor, code, reference: await referenceOf(visitor, newest?.reference ?? ''), words }
}

/** The receipt is confirmed, so that the visitor stands on their own page. */
async function referenceOf(visitor: Visitor, reference: string): Promise<string> {
  await visitor.submit({}, '/8')
  return reference
}

const GUARDED = ['sealed_items', 'compartment_grants', 'compartment_keys', 'team_grants', 'files', 'unlocks', 'drafts', 'sessions']

async function letGo({ context: { db } }: Instance): Promise<void> {
  for (const table of GUARDED) {
    await sql`alter table ${sql.table(table)} disable trigger user`.execute(db)
    const { rows } = await sql<{
      name: string
    }>`select conname as name from pg_constraint where contype = 'c' and conrelid = ${table}::regclass`.execute(db)
    for (const { name } of rows) await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(db)
  }
}
