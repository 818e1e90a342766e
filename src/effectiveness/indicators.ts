import { sql, type RawBuilder } from 'kysely'
import type { Indicator } from '../domain/reference/index.ts'
import type { Reader } from '../contracts/schema.ts'
import { grievancesVisibleTo } from '../grievances/visible.ts'

/** Something that an indicator counts: a grievance, or a part of one, and whether it is as it should be. */
export interface Unit {
  readonly grievance_id: string
  readonly met: boolean
}

/** The units of an indicator as a query over events, at a day. */
export type Units = (db: Reader, today: string) => RawBuilder<Unit>

const all = (db: Reader) =>
  grievancesVisibleTo(db, { kind: 'system' }).select(['grievances.id', 'grievances.received_on', 'grievances.closed_on'])

const NEWS = [
  'acknowledged',
  'update_sent',
  'admission_decided',
  'finding_issued',
  'remedy_proposed',
  'delay_announced',
  'item_reported_delivered',
  'item_failed',
  'item_checked',
  'protection_set',
  'appeal_decided',
  'escalation_answered',
  'handler_change_decided',
  'closed',
] as const
const REPAIRS = ['restitution', 'compensation', 'rehabilitation', 'satisfaction'] as const

/** PR1: of those received, how many a person answered within the limit; still unanswered past the limit counts as late. */
const acknowledgedOnTime: Units = (db, today) => sql`
  select g.id as grievance_id, coalesce((a.facts->>'onTime')::boolean, false) as met from (${all(db)}) g
  join events s on s.grievance_id = g.id and s.type = 'submitted'
  left join events a on a.grievance_id = g.id and a.type = 'acknowledged'
  where a.id is not null or exists (select 1 from clocks c where c.grievance_id = g.id and c.clock = 'acknowledgement' and c.due_at < ${today}::date)`

/** PR5: of the items due, how many the person, or somebody independent where they are silent, confirmed by the deadline; what the organisation reports is not counted. */
const deliveredOnTime: Units = (db, today) => sql`
  select g.id as grievance_id, exists (select 1 from events v where v.grievance_id = g.id and v.type in ('item_verified', 'item_checked')
    and v.facts->>'remedyId' = r.id::text and v.facts->>'result' = 'confirmed' and v.on_day <= r.deadline) as met
  from (${all(db)}) g join remedies r on r.grievance_id = g.id
  where r.deadline <= ${today}::date and r.status in ('agreed', 'in_delivery', 'reported_delivered', 'verified', 'verified_partly', 'disputed', 'failed')`

/** R3: of the founded cases, how many have a confirmed item that repairs; stopping the harm or a guarantee alone does not count. */
const remedyReachedPerson: Units = db => sql`
  select g.id as grievance_id, exists (select 1 from remedies r join events v on v.grievance_id = g.id and v.type in ('item_verified', 'item_checked') and v.facts->>'remedyId' = r.id::text
    where r.grievance_id = g.id and r.status = 'verified' and not r.is_cessation and not r.is_interim and r.type in (${sql.join([...REPAIRS])})) as met
  from (${all(db)}) g where exists (select 1 from events f where f.grievance_id = g.id and f.type = 'finding_issued' and f.facts->>'finding' in ('fd_founded', 'fd_partly'))`

/** R4: of the items asked, as they were last written down, how many were agreed. */
const askedAndAgreed: Units = db => sql`
  select g.id as grievance_id, exists (select 1 from remedies r join events c on c.grievance_id = g.id and c.type in ('complainant_answered', 'group_decided') and c.facts->'answers'->>r.id::text = 'accept'
    where r.asked_item_id::text = e.facts->>'askedItemId') as met
  from (${all(db)}) g join events e on e.grievance_id = g.id and e.type = 'remedy_requested'
  where not exists (select 1 from asked_items a where a.id::text = e.facts->>'askedItemId' and a.replaced_by is not null)`

/** T1: of the whole 30-day periods of open cases, how many had news from a person; automatic letters do not count. */
const regularUpdates: Units = (db, today) => sql`
  select g.id as grievance_id, exists (select 1 from events e where e.grievance_id = g.id and e.type in (${sql.join([...NEWS])})
    and e.on_day >= g.received_on + 30 * p and e.on_day < g.received_on + 30 * (p + 1)) as met
  from (${all(db)}) g cross join lateral generate_series(0, (coalesce(g.closed_on, ${today}::date) - g.received_on) / 30 - 1) p`

/** The indicators that have a query. */
export const BUILT = {
  ind_pr1: acknowledgedOnTime,
  ind_pr5: deliveredOnTime,
  ind_t1: regularUpdates,
  ind_r3: remedyReachedPerson,
  ind_r4: askedAndAgreed,
} as const satisfies Partial<Record<Indicator, Units>>
