import { sql } from 'kysely'
import type { Context } from '../../src/contracts/context.ts'
import type { Database } from '../../src/contracts/schema.ts'
import type { HeldKey } from '../../src/contracts/keys.ts'
import { recordNoInterest } from '../../src/grievances/interests.ts'
import { openByReceipt, stretchReceipt } from '../../src/grievances/receipts.ts'
import { keyringIn } from '../support/keyring.ts'
import type { SetUp } from '../support/mechanism.ts'
import { tell } from '../support/tell.ts'

/** Tells some stories through the program, to the team that Wanjiru is in; she declares no interest. */
export async function tellSome(context: Context, mechanism: SetUp, count: number): Promise<{ reference: string; person: HeldKey }> {
  const told = { operationId: mechanism.operations.dam, organisationId: mechanism.organisations.dam }
  let code = ''
  for (let index = 0; index < count; index += 1) code = await tell(context, { told, title: `Story ${index}: the path to the river` })
  const person = (await openByReceipt(context.db, await stretchReceipt(context, code)))?.held
  if (person === undefined) throw new Error('a code that was just given opens nothing')
  const { id: accountId, held } = mechanism.people.wanjiru
  const keyring = await keyringIn(context.db, held, [mechanism.teams.river.principalId])
  const account = { actor: { kind: 'account', id: accountId, memberships: [], steward: false }, keyring } as const
  await context.db.transaction().execute(async trx => {
    const rows = await trx.selectFrom('grievances').select('id').execute()
    for (const { id } of rows) await recordNoInterest(trx, account, id)
  })
  const { reference } = await context.db
    .selectFrom('grievances')
    .innerJoin('participants', 'participants.grievance_id', 'grievances.id')
    .select('reference')
    .where('participants.principal_id', '=', person.principalId)
    .executeTakeFirstOrThrow()
  return { reference, person }
}

const TABLES = ['grievances', 'events', 'compartments', 'compartment_keys', 'compartment_grants', 'sealed_items', 'interests']

/**
 * Fills the mechanism up to `to` grievances, half of them closed, a third of them of another team. Their sealed bytes are all
 * the same and open for nobody; they are due later than those that were really told, so the first pages still open.
 */
export async function grow(db: Database, { teams, people }: SetUp, to: number): Promise<void> {
  for (const table of TABLES) await sql`alter table ${sql.table(table)} disable trigger user`.execute(db)
  const { rows } = await sql<{ count: number }>`select count(*) as count from grievances`.execute(db)
  for (let made = rows[0]?.count ?? 0; made < to; made += 2_500)
    await db.transaction().execute(async trx => {
      const count = Math.min(2_500, to - made)
      await sql`create temporary table fresh on commit drop as
        select gen_random_uuid() as id, gen_random_uuid() as compartment, gen_random_uuid() as item, n from generate_series(${made + 1}::int, ${made + count}::int) n`.execute(
        trx,
      )
      await sql`insert into grievances (id, reference, stage, team_id, priority, channel, language, routed_by, received_on, closed_on, due_at, version)
        select id, 'B' || n, case when n % 2 = 0 then 'closed' else 'acknowledged' end,
          case when n % 3 = 0 then ${teams.works.principalId}::uuid else ${teams.river.principalId}::uuid end, 'P2', 'ch_web', 'sw', 'fallback', date '2026-01-01',
          case when n % 2 = 0 then date '2026-02-01' end, case when n % 2 = 1 then timestamptz '2031-01-01' + n * interval '1 minute' end, 1 from fresh`.execute(
        trx,
      )
      await sql`insert into events (id, grievance_id, version, type, actor_kind, on_day) select gen_random_uuid(), id, 1, 'submitted', 'visitor', date '2026-01-01' from fresh`.execute(
        trx,
      )
      await sql`insert into compartments (id, grievance_id, kind) select compartment, id, 'shared' from fresh`.execute(trx)
      await sql`insert into compartment_keys (compartment_id, gen, kcv) select compartment, 1, decode(repeat('00', 8), 'hex') from fresh`.execute(
        trx,
      )
      await sql`insert into compartment_grants (compartment_id, gen, grantee_id, grantee_gen, sealed, since)
        select compartment, 1, ${teams.river.principalId}::uuid, 1, decode(repeat('00', 80), 'hex'), date '2026-01-01' from fresh`.execute(
        trx,
      )
      await sql`insert into sealed_items (id, grievance_id, compartment_id, gen, kind, author_kind, made_on, words_sealed)
        select item, id, compartment, 1, 'title', 'system', date '2026-01-01', decode('01' || repeat('00', 297), 'hex') from fresh`.execute(
        trx,
      )
      await sql`insert into interests (grievance_id, account_id, conflict) select id, ${people.wanjiru.id}::uuid, false from fresh where n % 10 = 0`.execute(
        trx,
      )
    })
  for (const table of TABLES) await sql`alter table ${sql.table(table)} enable trigger user`.execute(db)
  await sql`analyze`.execute(db)
}
