import { dayOf } from '../domain/calendar.ts'
import type { Context } from '../contracts/context.ts'
import type { Account } from '../contracts/http.ts'
import type { Writer } from '../contracts/schema.ts'
import { grantCompartment, withKey } from '../grievances/keys.ts'
import { sealingTarget, type HeldKey } from '../grievances/principals.ts'
import { keyCheckValue, openWith, same, unlessDamaged } from '../platform/sealing/index.ts'

const BATCH = 200

/**
 * Seals the keys of older grievances to the newest key of their team, in the session of a member who holds both. Takes up
 * to 200 compartments of each team and gives how many it moved; no word is opened, and a damaged key stays where it is.
 */
export async function rekeyInSession(context: Context, account: Pick<Account, 'actor' | 'keyring'>): Promise<number> {
  let moved = 0
  for (const { teamId } of account.actor.memberships) {
    const held = [...account.keyring.values()].filter(key => key.principalId === teamId)
    if (held.length < 2) continue
    moved += await context.db.transaction().execute(trx => rekeyTeam(context, trx, teamId, held))
  }
  return moved
}

async function rekeyTeam(context: Context, trx: Writer, teamId: string, held: readonly HeldKey[]): Promise<number> {
  const newest = await sealingTarget(trx, context.keys, teamId)
  const rows = await olderGrants(trx, newest, held)
  let moved = 0
  for (const row of rows) {
    const older = held.find(key => key.gen === row.grantee_gen)
    if (older === undefined) continue
    const key = unlessDamaged(() => openWith(older, row.sealed))
    if (key === null || !same(keyCheckValue(key), row.kcv)) continue
    const compartment = withKey(
      {
        id: row.compartment_id,
        grievanceId: row.grievance_id,
        kind: row.kind,
        participantId: row.participant_id,
        teamId: row.team_id,
        gen: row.gen,
      },
      key,
    )
    await grantCompartment(trx, compartment, held.find(one => one.gen === newest.gen) ?? newest, dayOf(context.clock.now()))
    moved += 1
  }
  return moved
}

function olderGrants(trx: Writer, newest: { principalId: string; gen: number }, held: readonly HeldKey[]) {
  const generations = held.map(key => key.gen).filter(gen => gen < newest.gen)
  return trx
    .selectFrom('compartment_grants as older')
    .innerJoin('compartments', 'compartments.id', 'older.compartment_id')
    .innerJoin('compartment_keys', join =>
      join.onRef('compartment_keys.compartment_id', '=', 'older.compartment_id').onRef('compartment_keys.gen', '=', 'older.gen'),
    )
    .select(['older.compartment_id', 'older.gen', 'older.grantee_gen', 'older.sealed', 'compartment_keys.kcv'])
    .select(['compartments.grievance_id', 'compartments.kind', 'compartments.participant_id', 'compartments.team_id'])
    .distinctOn(['older.compartment_id', 'older.gen'])
    .where('older.grantee_id', '=', newest.principalId)
    .where('older.grantee_gen', 'in', generations.length > 0 ? generations : [0])
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('compartment_grants as newer')
            .select('newer.compartment_id')
            .whereRef('newer.compartment_id', '=', 'older.compartment_id')
            .whereRef('newer.gen', '=', 'older.gen')
            .where('newer.grantee_id', '=', newest.principalId)
            .where('newer.grantee_gen', '=', newest.gen),
        ),
      ),
    )
    .orderBy('older.compartment_id')
    .orderBy('older.gen')
    .orderBy('older.grantee_gen', 'desc')
    .limit(BATCH)
    .execute()
}
