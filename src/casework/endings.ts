import { jsonObjectFrom } from 'kysely/helpers/postgres'
import { possibleEndings, type Possible } from '../domain/ending.ts'
import { FINDINGS } from '../domain/reference/index.ts'
import { RULES, type Rule } from '../domain/rules.ts'
import type { Grievance } from '../domain/grievance.ts'
import type { Reader } from '../contracts/schema.ts'

/** What the person says in their own words, or by answering. */
const SPEAKS: readonly string[] = [
  'message_received',
  'group_wrote',
  'complainant_answered',
  'group_decided',
  'own_answer_given',
  'item_verified',
  'item_disputed',
]

/** What the person sees happen; of ours, what has words for them counts as put to them. */
const SEEN: readonly string[] = Object.values(RULES).flatMap(rule => (rule.shownTo === 'everyone' ? [rule.event] : []))

/** What whoever speaks for them, or helps them, does in their place. */
const FOR_THEM: readonly string[] = Object.values(RULES as Record<string, Rule>).flatMap(rule =>
  'representative' in rule.by || 'helper' in rule.by ? [rule.event] : [],
)

/** How a grievance can end on this day, from what was asked, put to the person, found, answered and confirmed. */
export async function endingsOf(db: Reader, { id, stage }: Pick<Grievance, 'id' | 'stage'>, day: string): Promise<Possible> {
  const remedies = await db
    .selectFrom('remedies')
    .select(eb => [
      'status',
      eb
        .exists(eb.selectFrom('remedy_answers').select('remedy_answers.id').whereRef('remedy_answers.remedy_id', '=', 'remedies.id'))
        .as('answered'),
      jsonObjectFrom(
        eb
          .selectFrom('remedy_checks')
          .select(['result', 'independent_by'])
          .whereRef('remedy_checks.remedy_id', '=', 'remedies.id')
          .orderBy('version', 'desc')
          .limit(1),
      ).as('check'),
    ])
    .where('grievance_id', '=', id)
    .where('status', '<>', 'superseded')
    .execute()
  const asked = await db.selectFrom('asked_items').select('id').where('grievance_id', '=', id).where('replaced_by', 'is', null).execute()
  const events = await happenedIn(db, id)
  return possibleEndings({
    stage,
    remedies: remedies
      .filter(row => row.status !== 'under_discussion' || Boolean(row.answered))
      .map(({ status, check }) => ({ status, check: check?.result ?? null, independent: (check?.independent_by ?? null) !== null })),
    asked: asked.length,
    spoke: events.some(event => event.actor_kind === 'affected' && SPEAKS.includes(event.type)),
    unanswered: unansweredIn(events),
    day,
    found: FINDINGS.find(finding => finding === newest(events, RULES.issueFindings.event)?.finding) ?? null,
    privately: (newest(events, RULES.checkInPrivate.event)?.outcome as string | undefined) ?? null,
  })
}

type Happened = Awaited<ReturnType<typeof happenedIn>>[number]

function happenedIn(db: Reader, grievanceId: string) {
  return db
    .selectFrom('events')
    .select(['actor_kind', 'type', 'facts', 'item_id', 'on_day'])
    .where('grievance_id', '=', grievanceId)
    .where('actor_kind', '<>', 'system')
    .orderBy('version')
    .execute()
}

function newest(events: readonly Happened[], type: string): Record<string, unknown> | undefined {
  return events.findLast(event => event.type === type)?.facts
}

/** The days on which we said something to them since they, or whoever speaks for them, were last heard from. */
function unansweredIn(events: readonly Happened[]): string[] {
  const since = events.slice(events.findLastIndex(isHeard) + 1)
  return since.filter(event => SEEN.includes(event.type) && event.item_id !== null).map(event => event.on_day)
}

/** Whether they did something themselves or through others, or somebody spoke with them, on a call or in private. */
function isHeard({ actor_kind, type, facts }: Happened): boolean {
  if (actor_kind !== 'account') return SEEN.includes(type)
  return [...FOR_THEM, RULES.checkInPrivate.event].includes(type) || (type === RULES.recordCall.event && facts.outcome === 'reached')
}
