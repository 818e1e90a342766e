import type { GrievanceKind } from '../domain/grievance.ts'
import type { Clock } from '../domain/process.ts'
import type { Action, EventOf, EventType, OutcomeOf } from '../domain/rules.ts'

/** What each event records besides who and when: ids and codes only, never prose. */
export interface Facts extends Record<EventType, object> {
  submitted: {
    channel: string
    language: string
    capacity: string
    identityMode: string
    priority: string
    teamId: string
    routedBy: string
    outcome: string
    /** Whether what a helper wrote down was read back to the person; left out where nobody helped. */
    readBack?: boolean
  }
  helper_wrote: { language: string }
  help_ended: Record<string, never>
  group_formed: { rule: string }
  members_invited: { speaking: boolean }
  invitations_ended: Record<string, never>
  member_joined: Record<string, never>
  member_left: Record<string, never>
  speaking_ended: Record<string, never>
  speaking_given: { until: string | null }
  speaking_taken_up: Record<string, never>
  member_seen: Record<string, never>
  group_wrote: { language: string }
  own_answer_given: Record<string, never>
  group_decided: { answers: Record<string, string>; decidedOn: string; files: number }
  code_changed: Record<string, never>
  coi_declared: { conflict: boolean; teamId?: string }
  coi_named: { accountId: string; teamId?: string }
  assigned: { handlerId: string }
  given_back: { accountId: string; over: boolean }
  prepared_returned: { accountId: string; subject: string }
  acknowledged: { language: string; onTime: boolean }
  word_answered: { language: string; onTime: boolean }
  word_closed: Record<string, never>
  upgraded: { from: string }
  info_received: { page: string }
  about_you_told: Record<string, never>
  call_requested: Record<string, never>
  call_held: { readBack: boolean }
  readback_answered: { right: boolean }
  message_received: { language: string }
  update_sent: { language: string }
  member_answered: Record<string, never>
  note_written: Record<string, never>
  retitled: Record<string, never>
  admission_prepared: { outcome: string; ground: string | null }
  admission_decided: { ground: string | null; decisionId: string }
  admission_returned: Record<string, never>
  triage_rated: { scale: number | null; scope: number | null; irremediability: number | null; overall: number; raised: boolean }
  involvement_rated: { organisationId: string; mode: string }
  rights_named: { rights: string[] }
  topics_named: { topics: string[] }
  finding_issued: { finding: string; language: string }
  remedy_requested: { askedItemId: string; type: string; rank: number }
  remedy_request_corrected: { askedItemId: string; seen: string }
  offer_recorded: { remedyId: string; type: string; organisationId: string; replaces: string | null }
  remedy_proposed: { remedyIds: string[]; adviceOffered: boolean }
  complainant_answered: { answers: Record<string, string> }
  item_reported_delivered: { remedyId: string }
  item_failed: { remedyId: string; rest: boolean }
  item_checked: { remedyId: string; result: string; checker: string }
  item_verified: { remedyId: string; result: string }
  item_disputed: { remedyId: string; result: string }
  closing_prepared: { reason: string }
  closed: { reason: string; finding: string; agreement: string; delivery: string; view: string }
  closing_returned: Record<string, never>
  delay_announced: { clock: string; days: number; beforeDue: boolean }
  evidence_added: { files: number }
  retaliation_reported: Record<string, never>
  protection_set: Record<string, never>
  handler_change_requested: Record<string, never>
  handler_change_decided: { changed: boolean }
  appeal_filed: { panelId: string | null }
  appeal_decided: Record<string, never>
  escalated: Record<string, never>
  escalation_answered: Record<string, never>
  withdrawn: { ended: readonly { clock: Clock; due: string }[] }
  resumed: Record<string, never>
  withdrawal_checked: { channel: string }
  identity_asked: Record<string, never>
  identity_opened: { accountId: string }
  voice_written: Record<string, never>
  voice_approved: { corrected: boolean }
  identity_changed: { mode: string; waits: boolean }
  access_granted: { label: string }
  access_revoked: { label: string }
  represented_joined: { participantId: string }
  mandate_given: { mandateId: string; scope: readonly string[] }
  mandate_revoked: { mandateId: string }
  spoken_for: { language: string }
  mandate_recorded: { mandateId: string; scope: readonly string[]; evidence: string; untilOn: string | null }
  mandate_renewed: { mandateId: string; untilOn: string }
  mandate_returned: { mandateId: string }
  mandate_expired: { mandateId: string }
}

/** How a change moves clocks besides what its rule says. */
export interface ClocksMoved {
  readonly due?: Partial<Record<string, Date>>
  /** Clocks that begin besides those of the rule, as when a pause ends. */
  readonly starts?: readonly Clock[]
  /** Clocks that the rule would meet and that run on, since something else waits for them. */
  readonly keeps?: readonly Clock[]
}

/** What a change leaves behind: the facts of its one event, its outcome where the rule asks one, and its sealed words. */
export type Made<A extends Action> = ClocksMoved & {
  readonly facts: Facts[EventOf<A>]
  readonly itemId?: string
  readonly set?: Partial<Settable>
  /** Of a group: the one whom it answers, and nobody else, or all of it together (null); left out, whoever waits for it. */
  readonly forMember?: string | null
} & (OutcomeOf<A> extends string ? { readonly outcome: OutcomeOf<A> } : { readonly outcome?: undefined })

/** The columns of a grievance that a change may set besides what the rule moves. */
export interface Settable {
  readonly team_id: string
  readonly kind: GrievanceKind
  readonly handler_id: string | null
  readonly panel_id: string | null
  readonly spoken_by: string[]
  readonly helpers: string[]
  readonly grouped: boolean
  readonly operation_id: string | null
  readonly severity: 1 | 2 | 3 | 4
  readonly priority: 'P1' | 'P2' | 'P3'
}
