import type { ColumnType, Kysely, Transaction } from 'kysely'
import type { TeamKind, TeamRole } from '../domain/actor.ts'
import type { GrievanceKind, Pending } from '../domain/grievance.ts'
import type { Clock, Stage, Track } from '../domain/process.ts'
import type { Level, Priority } from '../domain/severity.ts'
import type { Sealed } from '../platform/sealing/index.ts'

/** A read that cannot write. */
export type Reader = Pick<Kysely<Schema>, 'selectFrom' | 'with' | 'fn'>
/** A transaction; nothing is written outside one. */
export type Writer = Transaction<Schema>
/** The database itself, which opens transactions. */
export type Database = Kysely<Schema>

/** JSON goes in as text, so that both drivers agree, and comes out as what it was. */
type Json<T> = ColumnType<T, string, never>
type Keep<T> = ColumnType<T, T, never>

// prettier-ignore
export interface Schema {
  principals: { id: string; kind: PrincipalKind; status: ColumnType<'active' | 'disabled' | 'shredded', 'active' | 'disabled' | undefined, 'active' | 'disabled' | 'shredded'> }
  principal_keys: { principal_id: string; gen: number; suite: ColumnType<number, number | undefined, never>; public_key: Buffer; mac: Buffer; retired_on: ColumnType<string | null, string | undefined, string> }
  unlocks: { id: string; principal_id: string; gen: number; method: UnlockMethod; locator: Buffer | null; cost: Json<{ m: number; t: number; p: number } | null> | null; salt: Buffer | null; verifier: Buffer | null; wrapped_key: Sealed; label: CodeLabel | null }
  accounts: { id: string; email_index: Buffer; profile_sealed: Sealed; totp_sealed: Sealed | null; totp_last: ColumnType<number, number | undefined, number>; steward: boolean; epoch: ColumnType<number, number | undefined, number>; fails: ColumnType<number, number | undefined, number>; held_until: ColumnType<Date | null, Date | undefined, Date | null> }
  teams: { id: string; kind: TeamKind; name: string }
  memberships: { team_id: string; account_id: string; role: TeamRole; steward: ColumnType<boolean, boolean | undefined, boolean>; state: 'accepted' | 'confirmed' | 'removed'; confirmed_by: string | null; since: string }
  team_grants: { team_id: string; team_gen: number; grantee_id: string; grantee_gen: number; sealed: Buffer }
  invitations: { id: Buffer; team_id: string; role: TeamRole; steward: boolean; email_sealed: Sealed; language: string; invited_by: string | null; expires_on: string; used_on: string | null }
  sessions: { id: Buffer; door: Door; principal_id: string; gen: number; epoch: number; state_sealed: Sealed; ends_on: string; unlock_id: ColumnType<string | null, string | null | undefined, never> }
  refused_pages: { id: string; session_id: Buffer; turn: number; page_sealed: Sealed }
  nonces: { id: Buffer; answer_sealed: ColumnType<Sealed | null, Sealed | undefined, Sealed>; ends_on: string }
  tokens: { id: string; team_id: string; made_by: string; name_sealed: Sealed; made_on: string; ends_on: string }
  mechanism: { one: ColumnType<boolean, boolean | undefined, never>; name: string; languages: string[]; default_language: string; leave_to: string; emergency: string; ready: boolean; set_up_hash: Buffer | null; recovery_id: string | null; reads_zone: ColumnType<string, string | undefined, string>; reads_days: ColumnType<number[], number[] | undefined, number[]>; reads_from: ColumnType<number, number | undefined, number>; reads_until: ColumnType<number, number | undefined, number>; custodian_id: ColumnType<string | null, string | null | undefined, string | null>; checked: ColumnType<Readonly<Record<string, { readonly by: string; readonly on: string }>>, string | undefined, string> }
  key_file: { one: ColumnType<boolean, boolean | undefined, never>; kid: string; mark: Buffer }
  duty_turns: { id: string; team_id: string; account_id: string; rank: number; from_on: string; until_on: string }
  duty_calls: { id: string; grievance_id: string; state_sealed: Sealed; opened_on: string }
  organisations: { id: string; name: string }
  operations: { id: string; organisation_id: string; name: string }
  routing_rules: { id: string; rank: number; operation_id: string | null; organisation_id: string | null; team_id: string }
  service_standards: { clock: Clock; priority: Priority; unit: 'hours' | 'days' | 'working_days'; count: number }
  help_places: { id: string; route: string; language: string; name: string; contact: string; checked_on: string; country: ColumnType<string, string | undefined, string> }
  grievances: { id: string; reference: string; kind: ColumnType<GrievanceKind, GrievanceKind | undefined, GrievanceKind>; stage: Stage; returns_to: Stage | null; team_id: string; panel_id: string | null; handler_id: string | null; priority: Priority; severity: Level | null; pending: Pending | null; pending_by: string | null; awaits: ColumnType<Awaits, Awaits | undefined, Awaits>; channel: string; language: string; routed_by: 'operation' | 'organisation' | 'fallback'; operation_id: string | null; received_on: string; closed_on: string | null; due_at: Date | null; version: number; restricted: ColumnType<boolean, boolean | undefined, boolean>; suspect: ColumnType<boolean, boolean | undefined, boolean>; custodian_id: ColumnType<string | null, string | null | undefined, string | null>; spoken_by: ColumnType<string[], string[] | undefined, string[]>; brought_by: ColumnType<string | null, string | null | undefined, never>; helpers: ColumnType<string[], string[] | undefined, string[]>; grouped: ColumnType<boolean, boolean | undefined, boolean> }
  members: { participant_id: string; grievance_id: string; invited_on: string; joined_on: string | null; left_on: string | null; speaks_from: string | null; speaks_until: string | null; name_item_id: string | null; own_code_on: string | null }
  mandates: { id: string; grievance_id: string; participant_id: string; representative_id: string; scope: string[]; evidence: string; language: string; since: string; until_on: string | null; ended_on: string | null; ended_by: 'person' | 'representative' | 'time' | null; item_id: string | null }
  case_followers: { grievance_id: string; team_id: string; account_id: string }
  keys_to_turn: { compartment_id: string }
  slips: { serial: string; principal_id: string; team_id: string; made_on: string; bound_on: string | null }
  throttles: { door: string; state_sealed: Sealed }
  grievance_topics: { grievance_id: string; topic: string }
  participants: { id: string; grievance_id: string; principal_id: string; roles: string[]; capacity: string; identity_mode: string; opens_mode: string | null; opens_mode_on: string | null; language: string; notice_sealed: Sealed | null; survey_state: ColumnType<'none' | 'open' | 'taken', 'none' | 'open' | 'taken' | undefined, 'none' | 'open' | 'taken'> }
  compartments: { id: string; grievance_id: string; kind: CompartmentKind; participant_id: string | null; organisation_id: string | null; team_id: string | null }
  compartment_keys: { compartment_id: string; gen: number; kcv: Buffer; link: Buffer | null }
  compartment_grants: { compartment_id: string; gen: number; grantee_id: string; grantee_gen: number; sealed: Buffer; wrapped: ColumnType<Sealed | null, Sealed | null | undefined, Sealed>; since: string }
  sealed_items: { id: Keep<string>; grievance_id: Keep<string>; compartment_id: Keep<string>; gen: Keep<number>; kind: Keep<ItemKind>; author_kind: Keep<ActorKind>; author_id: Keep<string | null>; made_on: Keep<string>; words_sealed: Keep<Sealed>; nth: ColumnType<number, never, never> }
  files: { id: string; grievance_id: string | null; draft_id: Buffer | null; compartment_id: string | null; gen: number | null; copy_of: string | null; key_sealed: Sealed; name_sealed: Sealed; stored_size: number; state: 'uploading' | 'ready' | 'orphan' | 'shredded'; made_on: string }
  drafts: { id: Buffer; state: 'open' | 'submitted' | 'acknowledged'; version: ColumnType<number, number | undefined, number>; answers_sealed: Sealed | null; result_sealed: Sealed | null; ends_on: string; locator: ColumnType<Buffer | null, Buffer | undefined, Buffer | null>; token_sealed: ColumnType<Sealed | null, Sealed | undefined, Sealed | null>; saved: ColumnType<boolean, boolean | undefined, boolean> }
  events: { id: Keep<string>; grievance_id: Keep<string>; version: Keep<number>; type: Keep<string>; actor_kind: Keep<ActorKind>; actor_id: Keep<string | null>; on_day: Keep<string>; at: Keep<Date | null>; facts: Json<Record<string, unknown>>; item_id: Keep<string | null> }
  clocks: { id: string; grievance_id: string; clock: Clock; opened_on: string; due_at: Date; met_at: Date | null; extended_by: number | null; reason_item_id: string | null; announced_at: Date | null; participant_id: ColumnType<string | null, string | null | undefined, string | null> }
  tracks: { id: string; grievance_id: string; track: Track; opened_on: string; closed_on: string | null; outcome: string | null }
  interests: { grievance_id: string; account_id: string; conflict: boolean }
  impacts: { id: string; grievance_id: string }
  severity_ratings: { id: Keep<string>; impact_id: Keep<string>; version: Keep<number>; scale: Keep<Level | null>; scope: Keep<Level | null>; irremediability: Keep<Level | null>; overall: Keep<Level>; urgent: Keep<boolean>; by_id: Keep<string>; item_id: Keep<string | null> }
  involvement_ratings: { id: Keep<string>; impact_id: Keep<string>; organisation_id: Keep<string>; version: Keep<number>; mode: Keep<string>; by_id: Keep<string>; item_id: Keep<string | null> }
  impact_rights: { impact_id: string; right_code: string }
  asked_items: { id: string; grievance_id: string; participant_id: string; type: string; subtype: string | null; rank: number; item_id: string; seen: ColumnType<'waiting' | 'right' | 'corrected', 'waiting' | 'right' | 'corrected' | undefined, 'waiting' | 'right' | 'corrected'>; replaced_by: ColumnType<string | null, never, string> }
  remedies: { id: string; grievance_id: string; asked_item_id: string | null; organisation_id: string; type: string; subtype: string | null; amount_minor: number | null; currency: string | null; deadline: string; status: RemedyStatus; is_interim: ColumnType<boolean, boolean | undefined, boolean>; is_cessation: ColumnType<boolean, boolean | undefined, boolean>; waiver_attached: ColumnType<boolean, never, never>; replaces: string | null; terms_item_id: string; reported_on: string | null }
  remedy_answers: { id: Keep<string>; remedy_id: Keep<string>; participant_id: Keep<string>; answer: Keep<'accept' | 'discuss' | 'refuse'>; on_day: Keep<string>; item_id: Keep<string | null> }
  remedy_checks: { id: Keep<string>; remedy_id: Keep<string>; participant_id: Keep<string | null>; independent_by: Keep<string | null>; result: Keep<string>; alone: Keep<boolean | null>; on_day: Keep<string>; item_id: Keep<string | null>; version: Keep<number> }
  decisions: { id: string; grievance_id: string; subject: Pending; outcome: string; ground: string | null; finding: string | null; agreement: string | null; delivery: string | null; view: string | null; by_id: string; item_id: string; note_item_id: string | null }
  survey_answers: { id: string; language: string; closure_class: string | null; channel: string | null; quarter: string; question: string; answer: string; words_sealed: Buffer | null }
  letters: { id: string; dedupe: string; address_sealed: Sealed; ready_on: string; attempts: ColumnType<number, number | undefined, number>; leased_until: ColumnType<Date | null, Date | undefined, Date | null>; sent_on: ColumnType<string | null, string | undefined, string | null> }
  audit: { id: Keep<string>; at: Keep<Date>; actor_id: Keep<string | null>; action: Keep<string>; object: Keep<string>; detail: Json<Record<string, unknown>> }
  chain_waiting: { row_id: string; kind: 'event' | 'audit' }
  chain: { seq: Keep<number>; kind: Keep<'event' | 'audit'>; row_id: Keep<string>; prev: Keep<Buffer>; hash: Keep<Buffer> }
}

export type PrincipalKind = 'account' | 'team' | 'participant' | 'recovery' | 'token'
export type UnlockMethod = 'passphrase' | 'recovery' | 'receipt' | 'token'
/** A person's codes: their own, and up to two more for people they trust. */
export type CodeLabel = 'own' | 'second' | 'third'
export type Door = 'messages' | 'desk'
export type Awaits = 'us' | 'person' | 'organisation'
export type CompartmentKind = 'shared' | 'internal' | 'identity' | 'respondent' | 'own'
export type ActorKind = 'visitor' | 'affected' | 'account' | 'system'
export type ItemKind =
  | 'answers'
  | 'title'
  | 'message'
  | 'note'
  | 'readback'
  | 'reason'
  | 'decision'
  | 'finding'
  | 'asked'
  | 'correction'
  | 'terms'
  | 'answer_words'
  | 'check_words'
  | 'identity'
  | 'summary'
  | 'evidence'
  | 'call'
  | 'transcript'
  | 'about_you'
  | 'group'
  | 'member_name'
  | 'group_decision'
  | 'own_answer'
  | 'act'
export type RemedyStatus =
  | 'requested'
  | 'under_discussion'
  | 'proposed'
  | 'agreed'
  | 'in_delivery'
  | 'reported_delivered'
  | 'verified'
  | 'verified_partly'
  | 'disputed'
  | 'failed'
  | 'cancelled_by_complainant'
  | 'superseded'
