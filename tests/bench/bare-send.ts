import { randomBytes } from 'node:crypto'
import type { Context } from '../../src/contracts/context.ts'
import { referenceFrom } from '../../src/domain/grievance.ts'
import { newId } from '../../src/platform/ids.ts'
import { deriveKey, keyCheckValue, mac, newKey, newKeyPair, sealBytes, sealJson, sealTo } from '../../src/platform/sealing/index.ts'

/** What a bare send refers to: a team with its key, and how many of its members get a letter. */
export interface Ends {
  readonly teamId: string
  readonly teamKey: Buffer
  readonly letters: number
}

const STORY = { text: 'The guards closed the path to the river in March. We walk two hours for water now.', language: 'en', answers: {} }
const DAY = '2026-09-02'

/** Writes what one send of this draft writes: the same rows, the same boxes, each table once, in one transaction. */
export async function bareSend({ db, keys }: Context, { teamId, teamKey, letters }: Ends, draftId: Buffer): Promise<void> {
  const [id, principal, participant, story, title, event] = [newId(), newId(), newId(), newId(), newId(), newId()]
  const own = newKeyPair()
  const parts = (['shared', 'identity', 'internal'] as const).map(kind => ({ id: newId(), kind, key: newKey() }))
  const shared = parts[0]?.key ?? newKey()
  const due = new Date(`${DAY}T12:00:00Z`)
  await db.transaction().execute(async trx => {
    await trx.selectFrom('drafts').selectAll().where('id', '=', draftId).forUpdate().executeTakeFirst()
    await trx.selectFrom('throttles').selectAll().where('door', '=', 'send').forUpdate().executeTakeFirst()
    await trx
      .updateTable('throttles')
      .set({ state_sealed: sealJson(keys.account, { state: 0 }, ['door', 'send']) })
      .where('door', '=', 'send')
      .execute()
    await trx
      .insertInto('grievances')
      .values({
        id,
        reference: referenceFrom(newKey()),
        stage: 'received',
        returns_to: null,
        team_id: teamId,
        panel_id: null,
        handler_id: null,
        priority: 'P2',
        severity: null,
        pending: null,
        pending_by: null,
        channel: 'ch_web',
        language: 'en',
        routed_by: 'fallback',
        operation_id: null,
        received_on: DAY,
        closed_on: null,
        due_at: due,
        version: 1,
      })
      .execute()
    await trx.insertInto('principals').values({ id: principal, kind: 'participant' }).execute()
    const proof = mac(keys.account, 'public-key/v1', principal, 1, 'participant', own.publicKey)
    await trx.insertInto('principal_keys').values({ principal_id: principal, gen: 1, public_key: own.publicKey, mac: proof }).execute()
    const wrapped_key = sealBytes(newKey(), own.privateKey, ['unlock', principal, 1, 'receipt'], { raw: true })
    const unlock = { cost: JSON.stringify({ m: 19456, t: 2, p: 1 }), salt: null, verifier: null, label: 'own', wrapped_key } as const
    await trx
      .insertInto('unlocks')
      .values({ id: newId(), principal_id: principal, gen: 1, method: 'receipt', locator: randomBytes(32), ...unlock })
      .execute()
    const mode = { capacity: 'cap_unspecified', identity_mode: 'id_pseudonymous', opens_mode: null, opens_mode_on: null } as const
    const person = { roles: ['submitter', 'affected', 'contact'], language: 'en', notice_sealed: null, ...mode }
    await trx
      .insertInto('participants')
      .values({ id: participant, grievance_id: id, principal_id: principal, ...person })
      .execute()
    await trx
      .insertInto('compartments')
      .values(
        parts.map(part => ({ id: part.id, grievance_id: id, kind: part.kind, participant_id: null, organisation_id: null, team_id: null })),
      )
      .execute()
    await trx
      .insertInto('compartment_keys')
      .values(parts.map(part => ({ compartment_id: part.id, gen: 1, kcv: keyCheckValue(part.key), link: null })))
      .execute()
    const holders = [
      { grantee_id: teamId, publicKey: teamKey, wrapping: null },
      { grantee_id: principal, publicKey: own.publicKey, wrapping: deriveKey(own.privateKey, 'grant/v1') },
    ]
    const grants = parts.flatMap((part, index) => holders.slice(0, index < 2 ? 2 : 1).map(holder => ({ part, ...holder })))
    await trx
      .insertInto('compartment_grants')
      .values(
        grants.map(({ part, grantee_id, publicKey, wrapping }) => ({
          compartment_id: part.id,
          gen: 1,
          grantee_id,
          grantee_gen: 1,
          sealed: sealTo(publicKey, part.key),
          wrapped: wrapping === null ? null : sealBytes(wrapping, part.key, ['grant', part.id, 1, grantee_id, 1], { raw: true }),
          since: DAY,
        })),
      )
      .execute()
    const items = [
      [story, 'answers'],
      [title, 'title'],
    ] as const
    await trx
      .insertInto('sealed_items')
      .values(
        items.map(([item, kind]) => ({
          id: item,
          grievance_id: id,
          compartment_id: parts[0]?.id ?? '',
          gen: 1,
          kind,
          author_kind: 'visitor' as const,
          author_id: null,
          made_on: DAY,
          words_sealed: sealJson(shared, STORY, ['item', item, id]),
        })),
      )
      .execute()
    await trx.insertInto('impacts').values({ id: newId(), grievance_id: id }).execute()
    const clock = { met_at: null, extended_by: null, reason_item_id: null, announced_at: null }
    await trx
      .insertInto('clocks')
      .values({ id: newId(), grievance_id: id, clock: 'acknowledgement', opened_on: DAY, due_at: due, ...clock })
      .execute()
    const told = { type: 'submitted', actor_kind: 'visitor', actor_id: null, on_day: DAY, at: null, item_id: story } as const
    const facts = JSON.stringify({
      channel: 'ch_web',
      language: 'en',
      capacity: 'cap_unspecified',
      identityMode: 'id_pseudonymous',
      priority: 'P2',
      teamId,
    })
    await trx
      .insertInto('events')
      .values({ id: event, grievance_id: id, version: 1, ...told, facts })
      .execute()
    await trx
      .insertInto('letters')
      .values(
        Array.from({ length: letters }, (_, index) => {
          const letter = newId()
          const address = { email: 'wanjiru@rivers.example', language: 'en', door: 'desk' }
          return {
            id: letter,
            dedupe: `${event}:${index}`,
            ready_on: DAY,
            address_sealed: sealJson(keys.account, address, ['letter', letter]),
          }
        }),
      )
      .execute()
    const result_sealed = sealJson(shared, { code: '0'.repeat(24), answerBy: DAY, urgent: false, brought: false }, ['draft-result'])
    await trx.updateTable('drafts').set({ state: 'submitted', answers_sealed: null, result_sealed }).where('id', '=', draftId).execute()
    const state_sealed = sealJson(newKey(), { key: own.privateKey.toString('base64'), idleUntil: 0, diesAt: 0, freshUntil: 0 }, [
      'session',
      principal,
      1,
    ])
    await trx
      .insertInto('sessions')
      .values({ id: randomBytes(32), door: 'messages', principal_id: principal, gen: 1, ends_on: '2030-01-01', state_sealed, epoch: 1 })
      .execute()
  })
}
