import { newId } from '../../src/platform/ids.ts'
import { newPrincipal, type HeldKey } from '../../src/grievances/principals.ts'
import type { Context } from '../../src/contracts/context.ts'

/** What a mechanism needs before it takes anything in. */
export interface Ready {
  readonly team: HeldKey
  readonly other: HeldKey
  readonly operationId: string
  readonly organisationId: string
}

/** Sets up a mechanism with two teams, one organisation and one operation; everything goes to the first team. */
export async function makeReady(context: Context): Promise<Ready> {
  return context.db.transaction().execute(async trx => {
    const [organisationId, operationId] = [newId(), newId()]
    const team = await newPrincipal(trx, context.keys, 'team')
    const other = await newPrincipal(trx, context.keys, 'team')
    await trx
      .insertInto('teams')
      .values([
        { id: team.principalId, kind: 'handling', name: 'Tana team' },
        { id: other.principalId, kind: 'handling', name: 'Second team' },
      ])
      .execute()
    await trx
      .insertInto('mechanism')
      .values({
        name: 'A fair hearing',
        languages: context.words.languages.map(language => language.tag),
        default_language: 'en',
        leave_to: 'https://www.wikipedia.org/',
        emergency: '116',
        ready: true,
        set_up_hash: null,
        recovery_id: null,
      })
      .execute()
    await trx.insertInto('organisations').values({ id: organisationId, name: 'Tana Power' }).execute()
    await trx.insertInto('operations').values({ id: operationId, organisation_id: organisationId, name: 'Upper dam' }).execute()
    const rule = { operation_id: null, organisation_id: null }
    await trx
      .insertInto('routing_rules')
      .values([
        { id: newId(), rank: 1, team_id: team.principalId, ...rule },
        { id: newId(), rank: 2, team_id: other.principalId, ...rule },
      ])
      .execute()
    return { team, other, operationId, organisationId }
  })
}
