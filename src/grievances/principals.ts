import { newId } from '../platform/ids.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { HeldKey, SealingTarget } from '../contracts/keys.ts'
import type { Database, PrincipalKind, Reader, Writer } from '../contracts/schema.ts'
import { question } from '../platform/database/question.ts'
import { Broken } from '../platform/errors.ts'
import { mac, newKeyPair, same, sealTo, type ApplicationKeys } from '../platform/sealing/index.ts'

export type { HeldKey, SealingTarget } from '../contracts/keys.ts'

/** Makes somebody who can hold keys; the private half is given back and stored nowhere. */
export async function newPrincipal(trx: Writer, keys: ApplicationKeys, kind: PrincipalKind, id: string = newId()): Promise<HeldKey> {
  await addRows(trx, 'principals', { id, kind })
  return addKey(trx, keys, { id, kind, gen: 1 })
}

/** Adds the next generation of a principal's key, as after the removal of a member. */
export async function addKey(
  trx: Writer,
  keys: ApplicationKeys,
  whose: { id: string; kind: PrincipalKind; gen: number },
): Promise<HeldKey> {
  const pair = newKeyPair()
  await addRows(trx, 'principal_keys', {
    principal_id: whose.id,
    gen: whose.gen,
    public_key: pair.publicKey,
    mac: macOf(keys, whose, pair.publicKey),
  })
  return { ...pair, principalId: whose.id, gen: whose.gen }
}

/** The newest public key of a principal. Throws Broken where its MAC is wrong: somebody wrote a key of their own into the database. */
export async function sealingTarget(db: Database, keys: ApplicationKeys, principalId: string): Promise<SealingTarget> {
  const [target] = await sealingTargets(db, keys, [principalId])
  return target
}

/** The same of several principals at once, in their order; one may stand there twice. */
export async function sealingTargets<const Ids extends readonly string[]>(
  db: Database,
  keys: ApplicationKeys,
  principalIds: Ids,
): Promise<{ [K in keyof Ids]: SealingTarget }> {
  const rows = await newestKeys(db, { principalIds })
  const byId = new Map(rows.map(row => [row.principal_id, row]))
  const targets = principalIds.map(principalId => {
    const row = byId.get(principalId)
    if (row === undefined) throw new Broken('principal without a key')
    if (!same(row.mac, macOf(keys, { id: principalId, kind: row.kind, gen: row.gen }, row.public_key)))
      throw new Broken('a public key was replaced')
    return { principalId, gen: row.gen, publicKey: row.public_key }
  })
  return targets as { [K in keyof Ids]: SealingTarget } // one for each id, in order
}

const newestKeys = question((db: Reader, { principalIds }: { readonly principalIds: readonly string[] }) =>
  db
    .selectFrom('principal_keys')
    .innerJoin('principals', 'principals.id', 'principal_keys.principal_id')
    .distinctOn('principal_keys.principal_id')
    .select(['principal_keys.principal_id', 'principal_keys.gen', 'principal_keys.public_key', 'principal_keys.mac', 'principals.kind'])
    .where(eb => eb('principal_keys.principal_id', '=', eb.fn.any(eb.val(principalIds))))
    .orderBy('principal_keys.principal_id')
    .orderBy('principal_keys.gen', 'desc'),
)

/** Whose keys vouch for what rests here, as far as the recovery sheet and accounts go: nobody has any yet, these do for some of it, or none of it. */
export async function whoseKeysRest(db: Reader, keys: ApplicationKeys | null): Promise<'nobodys' | 'ours' | 'others'> {
  const rows = await db
    .selectFrom('principal_keys')
    .innerJoin('principals', 'principals.id', 'principal_keys.principal_id')
    .select(['principals.id', 'principals.kind', 'principal_keys.gen', 'principal_keys.public_key', 'principal_keys.mac'])
    .where('principals.kind', 'in', ['recovery', 'account'])
    .execute()
  if (rows.length === 0) return 'nobodys'
  return keys !== null && rows.some(row => same(row.mac, macOf(keys, row, row.public_key))) ? 'ours' : 'others'
}

/** Seals a team's private key to one member or to the recovery key. */
export async function grantTeamKey(trx: Writer, teamKey: HeldKey, grantee: SealingTarget): Promise<void> {
  await trx
    .insertInto('team_grants')
    .values({
      team_id: teamKey.principalId,
      team_gen: teamKey.gen,
      grantee_id: grantee.principalId,
      grantee_gen: grantee.gen,
      sealed: sealTo(grantee.publicKey, teamKey.privateKey),
    })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

function macOf(keys: ApplicationKeys, whose: { id: string; kind: PrincipalKind; gen: number }, publicKey: Buffer): Buffer {
  return mac(keys.account, 'public-key/v1', whose.id, whose.gen, whose.kind, publicKey)
}
