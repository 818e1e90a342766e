import { sql } from 'kysely'
import { addDays } from '../domain/calendar.ts'
import { awaitsWord } from '../domain/delivery.ts'
import { CLOCK_OWES, type Stage } from '../domain/process.ts'
import type { Context } from '../contracts/context.ts'
import type { Account } from '../contracts/http.ts'
import { runningFrom, RUNNING, type Running } from '../grievances/clocks.ts'
import { MANDATES, type RunningMandate } from '../grievances/running-mandates.ts'
import { openTitles } from '../grievances/titles.ts'
import { grievancesVisibleTo } from '../grievances/visible.ts'
import type { Translate } from '../platform/words.ts'
import { REMEDIES } from '../remedies/queries.ts'

/** A case in which an organisation speaks for somebody. */
export interface Spoken {
  readonly reference: string
  readonly stage: Stage
  readonly receivedOn: string
  readonly running: readonly Running[]
  readonly mandates: readonly RunningMandate[]
  readonly remedies: readonly Parameters<typeof awaitsWord>[0][]
  readonly followerId: string | null
  readonly title: string | null
}

const MOST = 500
const SOON_DAYS = 14

/**
 * Every case in which this account's organisations speak for somebody, what is due first on top; what is promised to one of a group is
 * not theirs to know.
 */
export async function spokenCases(context: Context, account: Pick<Account, 'actor' | 'keyring'>): Promise<Spoken[]> {
  const teams = account.actor.memberships.map(membership => membership.teamId)
  const rows = await grievancesVisibleTo(context.db, account.actor)
    .select(['grievances.id', 'grievances.reference', 'grievances.stage', 'grievances.received_on'])
    .select(eb => [
      RUNNING.as('running'),
      MANDATES.as('mandates'),
      REMEDIES.as('remedies'),
      eb
        .selectFrom('case_followers')
        .innerJoin('memberships', join =>
          join
            .onRef('memberships.team_id', '=', 'case_followers.team_id')
            .onRef('memberships.account_id', '=', 'case_followers.account_id')
            .on('memberships.state', '=', 'confirmed'),
        )
        .select('case_followers.account_id')
        .whereRef('case_followers.grievance_id', '=', 'grievances.id')
        .where('case_followers.team_id', 'in', teams)
        .limit(1)
        .as('follower_id'),
    ])
    .orderBy(sql`coalesce(grievances.due_at, 'infinity')`)
    .orderBy('grievances.id')
    .limit(MOST)
    .execute()
  const titles = await openTitles(
    context.db,
    account.keyring,
    rows.map(row => row.id),
  )
  const cases = rows.map(row => ({
    reference: row.reference,
    stage: row.stage,
    receivedOn: row.received_on,
    running: runningFrom(row.running).filter(clock => clock.memberId === null),
    mandates: row.mandates.filter(mandate => teams.includes(mandate.representative_id)),
    remedies: row.remedies.map(({ status, deadline, check }) => ({
      status,
      deadline,
      independent: (check?.independent_by ?? null) !== null,
    })),
    followerId: row.follower_id,
    title: titles.get(row.id) ?? null,
  }))
  return cases.toSorted((a, b) => dueIn(a) - dueIn(b))
}

function dueIn({ running: [first] }: Spoken): number {
  return first?.dueAt.getTime() ?? Infinity
}

/** What waits for the organisation or the person in a case: an answer that is owed, a mandate to write down or about to end. */
export function waitsOf(words: Translate, { running, remedies, mandates }: Spoken, today: string): string[] {
  const promised = running.map(one => one.clock).filter(clock => CLOCK_OWES[clock] === 'person')
  const said = remedies.some(line => awaitsWord(line, today)) ? (['verification'] as const) : []
  const asked = [...new Set([...promised, ...said])].map(clock => words.t(`representation:clocks.${clock}`))
  return [...asked, ...mandates.flatMap(mandate => mandateWaits(words, mandate, today))]
}

function mandateWaits(words: Translate, { evidence, until_on }: RunningMandate, today: string): string[] {
  const ends = until_on !== null && until_on <= addDays(today, SOON_DAYS)
  return [
    ...(evidence === 'me_declared_pending' ? [words.t('representation:proofFollows')] : []),
    ...(ends ? [words.t('representation:endsSoon', { day: words.day(until_on) })] : []),
  ]
}
