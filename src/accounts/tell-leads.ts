import { dayOf } from '../domain/calendar.ts'
import type { Context } from '../contracts/context.ts'
import { paths } from '../contracts/paths.ts'
import type { Writer } from '../contracts/schema.ts'
import { enqueueLetters } from '../grievances/notices.ts'
import { readProfile } from './queries.ts'

/** Tells the leads of a team, by letter and without a name, that somebody waits to be confirmed. */
export async function tellLeads(context: Context, trx: Writer, place: { teamId: string; accountId: string }): Promise<void> {
  const leads = await trx
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .select(['accounts.id', 'accounts.profile_sealed'])
    .where('memberships.team_id', '=', place.teamId)
    .where('memberships.role', '=', 'lead')
    .where('memberships.state', '=', 'confirmed')
    .execute()
  const day = dayOf(context.clock.now())
  const letters = leads.map(({ id, profile_sealed }) => {
    const { email, language } = readProfile(context, id, profile_sealed)
    const address = { email, language, door: 'desk', words: 'confirm', path: paths.desk.steward('people') } as const
    return { dedupe: `confirm:${place.teamId}:${place.accountId}:${id}:${day}`, address }
  })
  await enqueueLetters(context, trx, day, letters)
}
