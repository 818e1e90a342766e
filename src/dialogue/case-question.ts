import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Actor } from '../domain/actor.ts'
import type { Context } from '../contracts/context.ts'
import type { Keyring } from '../contracts/keys.ts'
import type { Reader } from '../contracts/schema.ts'
import { GROUP } from '../communities/queries.ts'
import { RUNNING } from '../grievances/clocks.ts'
import { FILES } from '../grievances/files.ts'
import { ITEMS } from '../grievances/items.ts'
import { holdersIn } from '../grievances/keyring.ts'
import { MANDATES } from '../grievances/running-mandates.ts'
import { openable } from '../grievances/open.ts'
import { WITHOUT_INTEREST } from '../grievances/interests.ts'
import { ofGrievances } from '../grievances/parts.ts'
import { EVENTS } from '../grievances/timeline.ts'
import { HELPERS } from '../helping/queries.ts'
import { question } from '../platform/database/question.ts'
import type { Translate } from '../platform/words.ts'
import { ASKED, REMEDIES } from '../remedies/queries.ts'

/** Whoever may see a case as the person does to whom it belongs. */
export interface Seeing {
  readonly actor: Actor
  readonly keyring: Keyring
  readonly words: Translate
}

/** A person's question is put together once; of those who have not joined yet nothing is shown, and of those who speak for somebody each may see through other teams. */
export async function askForCase(context: Context, { actor, keyring, words }: Seeing, reference: string | undefined) {
  const asking = { holders: holdersIn(keyring), language: words.language.tag }
  if (actor.kind !== 'affected' || actor.place === 'invited') {
    const all = shownTo(context.db, actor, { ...asking, readerId: null })
    return all.$if(reference !== undefined, query => query.where('grievances.reference', '=', reference ?? '')).executeTakeFirst()
  }
  const { id, grievanceId, participantId } = actor
  return (await ownCase(context.db, { ...asking, id, grievanceId, participantId }))[0]
}

interface Asking {
  readonly holders: readonly string[]
  readonly language: string
}

const ownCase = question((db: Reader, values: Asking & { id: string; grievanceId: string; participantId: string }) => {
  const { id, grievanceId, participantId, holders, language } = values
  const actor = { kind: 'affected', id, grievanceId, participantId } as const
  return shownTo(db, actor, { holders, language, readerId: participantId })
})

/** What a case shows, of each that this actor may see. */
function shownTo(db: Reader, actor: Actor, { holders, language, readerId }: Asking & { readerId: string | null }) {
  return openable(db, actor, holders).select(eb => [
    ITEMS.as('items'),
    EVENTS.as('events'),
    RUNNING.as('running'),
    FILES.as('files'),
    ASKED.as('asked'),
    REMEDIES.as('remedies'),
    WHO.as('who'),
    MANDATES.as('mandates'),
    HELPERS.as('helpers'),
    GROUP.as('group'),
    jsonArrayFrom(eb.selectFrom('help_places').select(['route', 'name', 'contact']).where('language', '=', language)).as('places'),
    jsonObjectFrom(
      eb.selectFrom('participants').select(['survey_state', 'capacity', 'roles', 'opens_mode_on']).where('participants.id', '=', readerId),
    ).as('reader'),
    jsonArrayFrom(eb.selectFrom('teams').select('teams.id').where('teams.kind', '=', 'representative').limit(1)).as('organisations'),
    jsonArrayFrom(
      eb
        .selectFrom('keys_to_turn')
        .innerJoin('compartments', 'compartments.id', 'keys_to_turn.compartment_id')
        .select('compartments.id')
        .whereRef('compartments.grievance_id', '=', 'grievances.id'),
    ).as('stale'),
  ])
}

/** Who holds a key to what was said: each team, how many people of it may read it, and since when. */
const WHO = jsonArrayFrom(
  ofGrievances
    .selectFrom('compartments')
    .innerJoin('compartment_grants', 'compartment_grants.compartment_id', 'compartments.id')
    .innerJoin('teams', 'teams.id', 'compartment_grants.grantee_id')
    .leftJoin('memberships', join =>
      join.onRef('memberships.team_id', '=', 'teams.id').on('memberships.state', '=', 'confirmed').on(WITHOUT_INTEREST),
    )
    .select(one => [
      'teams.name',
      one.fn.count<number>('memberships.account_id').distinct().as('people'),
      one.fn.min('compartment_grants.since').as('since'),
    ])
    .whereRef('compartments.grievance_id', '=', 'grievances.id')
    .where('compartments.kind', '=', 'shared')
    .groupBy(['teams.id', 'teams.name'])
    .orderBy('since'),
)
