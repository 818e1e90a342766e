import { possibleEndings, type Possible } from '../domain/ending.ts'
import { RULES, type Rule } from '../domain/rules.ts'
import type { Grievance } from '../domain/grievance.ts'
import type { Reader } from '../contracts/schema.ts'

/** What the person says in their own words, or by answering. */
const SPEAKS = [
  'message_received',
  'group_wrote',
  'complainant_answered',
  'group_decided',
  'own_answer_given',
  'item_verified',
  'item_disputed',
] as const

/** What the person sees happen; of ours, what has words for them counts as put to them. */
const SEEN = Object.values(RULES).flatMap(rule => (rule.shownTo === 'everyone' ? [rule.event] : []))

/** What whoever speaks for them, or helps them, does in their place. */
const FOR_THEM: readonly string[] = Object.values(RULES as Record<string, Rule>).flatMap(rule =>
  'representative' in rule.by || 'helper' in rule.by ? [rule.event] : [],
)

/** How a grievance can end, from what was asked, put to the person, answered and confirmed. */
export async function endingsOf(db: Reader, { id, stage }: Pick<Grievance, 'id' | 'stage'>): Promise<Possible> {
  const remedies = await db
    .selectFrom('remedies')
    .select(eb => [
      'status',
      eb
        .exists(eb.selectFrom('remedy_answers').select('remedy_answers.id').whereRef('remedy_answers.remedy_id', '=', 'remedies.id'))
        .as('answered'),
    ])
    .where('grievance_id', '=', id)
    .where('status', '<>', 'superseded')
    .execute()
  const asked = await db.selectFrom('asked_items').select('id').where('grievance_id', '=', id).execute()
  const spoke = await db
    .selectFrom('events')
    .select('id')
    .where('grievance_id', '=', id)
    .where('actor_kind', '=', 'affected')
    .where('type', 'in', SPEAKS)
    .limit(1)
    .execute()
  const last = await db
    .selectFrom('events')
    .select(['actor_kind', 'type', 'facts'])
    .where('grievance_id', '=', id)
    .where('actor_kind', '<>', 'system')
    .where('type', 'in', SEEN)
    .where(eb => eb.or([eb('item_id', 'is not', null), eb('actor_kind', '<>', 'account')]))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  const check = await db
    .selectFrom('events')
    .select('facts')
    .where('grievance_id', '=', id)
    .where('type', '=', 'withdrawal_checked')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  const privately = check?.facts.outcome
  return possibleEndings({
    stage,
    remedies: remedies.filter(row => row.status !== 'under_discussion' || Boolean(row.answered)).map(row => row.status),
    asked: asked.length,
    spoke: spoke.length > 0,
    unheard: last?.actor_kind === 'account' && !FOR_THEM.includes(last.type) && !isReached(last),
    privately: typeof privately === 'string' ? privately : null,
  })
}

/** Somebody spoke with them on a call. */
function isReached({ type, facts }: { readonly type: string; readonly facts: { readonly outcome?: unknown } }): boolean {
  return type === RULES.recordCall.event && facts.outcome === 'reached'
}
