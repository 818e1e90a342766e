import type { Actor } from '../domain/actor.ts'
import type { EventType } from '../domain/rules.ts'
import type { Priority } from '../domain/severity.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { callDuty } from './duty.ts'
import { tellCustodians, tellHandler, tellPerson, tellRepresentatives, tellTeam, tellTheRest, tellWhoReadsNow } from './notices.ts'

/** An event that has just been written, as its reactions see it. */
export interface Told {
  readonly id: string
  readonly type: EventType
  readonly grievanceId: string
  readonly priority: Priority
  readonly actor: Actor
  readonly day: string
  /** The one member of a group to whom it is said. */
  readonly memberId?: string | undefined
  /** How it went, where the rule book tells that apart. */
  readonly outcome?: string | undefined
}

export type Reaction = (context: Context, trx: Writer, told: Told) => Promise<void>

/** What follows each event. A new event does not compile until somebody says what follows; nothing is an answer. */
const REACTIONS = {
  submitted: [tellTeam, callDuty],
  helper_wrote: [tellHandler],
  help_ended: [],
  group_formed: [tellHandler],
  members_invited: [],
  invitations_ended: [],
  member_joined: [],
  member_left: [tellHandler],
  speaking_ended: [tellHandler],
  speaking_given: [tellHandler],
  speaking_taken_up: [tellHandler],
  member_seen: [],
  group_wrote: [tellHandler],
  own_answer_given: [tellHandler],
  group_decided: [tellHandler],
  code_changed: [],
  coi_declared: [tellWhoReadsNow],
  coi_named: [tellWhoReadsNow, tellTheRest],
  assigned: [],
  given_back: [],
  prepared_returned: [tellHandler],
  acknowledged: [tellPerson, tellRepresentatives],
  word_answered: [tellPerson, tellRepresentatives],
  word_closed: [tellPerson, tellRepresentatives],
  upgraded: [tellTeam],
  info_received: [tellHandler],
  about_you_told: [],
  call_requested: [tellHandler],
  call_held: [tellPerson],
  readback_answered: [tellHandler],
  message_received: [tellHandler],
  update_sent: [tellPerson, tellRepresentatives],
  member_answered: [tellPerson],
  note_written: [],
  retitled: [],
  admission_prepared: [tellTeam],
  admission_decided: [tellPerson, tellRepresentatives],
  admission_returned: [tellHandler],
  triage_rated: [],
  involvement_rated: [],
  rights_named: [],
  topics_named: [],
  finding_issued: [tellPerson, tellRepresentatives],
  remedy_requested: [tellPerson, tellRepresentatives],
  remedy_request_corrected: [tellHandler],
  offer_recorded: [],
  remedy_proposed: [tellPerson, tellRepresentatives],
  complainant_answered: [tellHandler],
  item_reported_delivered: [tellPerson, tellRepresentatives],
  item_failed: [tellPerson, tellRepresentatives],
  item_checked: [tellPerson, tellRepresentatives],
  item_verified: [tellHandler],
  item_disputed: [tellHandler],
  closing_prepared: [tellTeam],
  closed: [tellPerson, tellRepresentatives],
  closing_returned: [tellHandler],
  delay_announced: [tellPerson, tellRepresentatives],
  evidence_added: [tellHandler],
  retaliation_reported: [tellTeam, callDuty],
  protection_set: [tellPerson],
  handler_change_requested: [tellTeam],
  handler_change_decided: [tellPerson, tellRepresentatives],
  appeal_filed: [tellTeam],
  appeal_decided: [tellPerson, tellRepresentatives],
  escalated: [tellTeam],
  escalation_answered: [tellPerson, tellRepresentatives],
  withdrawn: [tellTeam],
  resumed: [tellHandler],
  withdrawal_checked: [],
  identity_asked: [tellCustodians],
  identity_opened: [tellHandler, tellPerson],
  voice_written: [tellPerson],
  voice_approved: [tellHandler],
  identity_changed: [],
  access_granted: [],
  access_revoked: [],
  represented_joined: [],
  mandate_given: [tellRepresentatives],
  mandate_revoked: [tellHandler],
  spoken_for: [tellHandler, tellPerson],
  mandate_recorded: [tellPerson],
  mandate_renewed: [tellPerson],
  mandate_returned: [tellHandler, tellPerson],
  mandate_expired: [tellHandler, tellPerson],
} satisfies Record<EventType, readonly Reaction[]>

/** Enqueues what follows an event, in the same transaction. */
export async function react(context: Context, trx: Writer, told: Told): Promise<void> {
  for (const reaction of REACTIONS[told.type] as readonly Reaction[]) await reaction(context, trx, told)
}
