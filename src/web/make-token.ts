import type { Actor } from '../domain/actor.ts'
import { dayOf } from '../domain/calendar.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { HeldKey, Keyring } from '../contracts/keys.ts'
import type { Writer } from '../contracts/schema.ts'
import { grantTeamKey, newPrincipal, sealingTarget } from '../grievances/principals.ts'
import { unlockAad } from '../grievances/receipts.ts'
import { Refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { newToken, sealBytes, sealText } from '../platform/sealing/index.ts'
import { keyOf, locatorOf } from './tokens.ts'

/** Whoever makes a token: a lead with the keys of their organisation at hand. */
export interface MakingToken {
  readonly actor: Extract<Actor, { kind: 'account' }>
  readonly keyring: Keyring
}

/** What a token is for, and its last day. */
export interface NewToken {
  readonly teamId: string
  readonly name: string
  readonly endsOn: string
}

/**
 * Makes a token that opens what its organisation's keys open, and gives it as text: it is shown once and stored nowhere. Throws Refused
 * where whoever makes it leads no longer, or the organisation's key was changed meanwhile.
 */
export async function makeToken(
  context: Context,
  trx: Writer,
  by: MakingToken,
  { teamId, name, endsOn }: NewToken,
): Promise<{ id: string; token: string }> {
  const keys = await keysToGive(context, trx, by, teamId)
  const id = newId()
  const secret = newToken()
  const held = await newPrincipal(trx, context.keys, 'token', id)
  for (const key of keys) await grantTeamKey(trx, key, held)
  await addRows(trx, 'unlocks', {
    id: newId(),
    principal_id: id,
    gen: held.gen,
    method: 'token',
    locator: locatorOf(id, secret),
    cost: null,
    salt: null,
    verifier: null,
    label: null,
    wrapped_key: sealBytes(keyOf(context, secret), held.privateKey, unlockAad(held, 'token'), { raw: true }),
  })
  await addRows(trx, 'tokens', {
    id,
    team_id: teamId,
    made_by: by.actor.id,
    name_sealed: sealText(context.keys.account, name, ['token', id]),
    made_on: dayOf(context.clock.now()),
    ends_on: endsOn,
  })
  return { id, token: `gp_${id.replaceAll('-', '')}_${secret}` }
}

/** Every generation of the organisation's key, the newest included; the place is held, so that no key changes before the token has it. */
async function keysToGive(context: Context, trx: Writer, { actor, keyring }: MakingToken, teamId: string): Promise<HeldKey[]> {
  const place = await trx
    .selectFrom('memberships')
    .select('account_id')
    .where('team_id', '=', teamId)
    .where('account_id', '=', actor.id)
    .where('role', '=', 'lead')
    .where('state', '=', 'confirmed')
    .forUpdate()
    .executeTakeFirst()
  const { gen } = await sealingTarget(trx, context.keys, teamId)
  const keys = [...keyring.values()].filter(key => key.principalId === teamId)
  if (place === undefined || !keys.some(key => key.gen === gen)) throw new Refused('not_now')
  return keys
}
