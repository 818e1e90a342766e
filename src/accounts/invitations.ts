import type { Selectable } from 'kysely'
import { dayOf } from '../domain/calendar.ts'
import type { Actor, TeamRole } from '../domain/actor.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import { paths } from '../contracts/paths.ts'
import type { Reader, Schema, Writer } from '../contracts/schema.ts'
import { tellAudit } from '../grievances/audit.ts'
import { enqueueLetters } from '../grievances/notices.ts'
import { digest, mac, newToken, openText, sealText } from '../platform/sealing/index.ts'
import { emailIndex } from './email-index.ts'
import { givePlace, hasPlace, invitationEnds } from './teams.ts'
import { tellLeads } from './tell-leads.ts'

/** Whom to invite, the language they read, and to what. */
export interface Invite {
  readonly email: string
  readonly language: string
  readonly teamId: string
  readonly role: TeamRole
  readonly steward: boolean
}

/** An invitation that can still be accepted, and the principal who gave it. */
export interface Invitation extends Invite {
  readonly id: Buffer
  readonly by: string | null
}

/** Who invites: the actor, and the principal behind it. */
export interface Inviter {
  readonly actor: Actor
  readonly principalId: string
}

/** A link that is shown once, and whether it takes the place of one that waited. */
export interface Linked {
  readonly link: string
  readonly instead: boolean
}

/** What came of it: a link, a place for somebody who has an account, or nothing where they have that place already. */
export type Invited = Linked | 'known' | 'member'

/** The token of the link that this page of this inviter makes, so that an answer which was lost can be shown again. */
export function invitationToken({ keys }: Context, by: Inviter, nonce: Buffer | undefined): string {
  return nonce === undefined ? newToken() : mac(keys.index, 'invitation-token/v1', by.principalId, nonce).toString('base64url')
}

/**
 * Invites somebody to a team by a link with this token; the link alone opens nothing, and takes the place of one that waits for the same
 * address. Somebody who has an account already needs none: their place is given at once and waits for a lead.
 */
export async function invite(context: Context, trx: Writer, by: Inviter, asked: Invite, token: string): Promise<Invited> {
  const { email, language, teamId, role, steward } = asked
  const known = await trx.selectFrom('accounts').select('id').where('email_index', '=', emailIndex(context, email)).executeTakeFirst()
  if (known !== undefined && (await hasPlace(trx, { teamId, accountId: known.id }))) return 'member'
  await tellAudit(trx, context, by.actor, 'member.invited', teamId, { role, steward, known: known !== undefined })
  if (known !== undefined) {
    await givePlace(context, trx, { teamId, accountId: known.id, role, steward })
    await tellLeads(context, trx, { teamId, accountId: known.id })
    return 'known'
  }
  const waiting = (await invitationsTo(context, trx, email)).filter(before => before.teamId === teamId)
  for (const before of waiting) await drop(trx, before.id)
  const id = invitationId(token)
  await addRows(trx, 'invitations', {
    id,
    team_id: teamId,
    role,
    steward,
    email_sealed: sealText(context.keys.account, email, aadOf(id)),
    language,
    invited_by: by.principalId,
    expires_on: invitationEnds(context),
    used_on: null,
  })
  const day = dayOf(context.clock.now())
  const address = { email, language, door: 'desk', words: 'invitation', path: paths.desk.invitation(token) } as const
  await enqueueLetters(context, trx, day, [{ dedupe: letterOf(id), address }])
  return { link: invitationLink(context, token), instead: waiting.length > 0 }
}

/** The link that a token makes. */
export function invitationLink({ config }: Context, token: string): string {
  return new URL(paths.desk.invitation(token), config.publicUrl).href
}

/** Takes an invitation back: its link opens nothing any more, and its letter stays here if it has not left. */
export async function withdrawInvitation(context: Context, trx: Writer, actor: Actor, { id, teamId }: Pick<Invitation, 'id' | 'teamId'>) {
  await drop(trx, id)
  await tellAudit(trx, context, actor, 'member.uninvited', teamId)
}

async function drop(trx: Writer, id: Buffer): Promise<void> {
  await trx.deleteFrom('letters').where('dedupe', '=', letterOf(id)).execute()
  await trx.deleteFrom('invitations').where('id', '=', id).where('used_on', 'is', null).execute()
}

/** The invitation behind a link, or null where it was used, is too old or never was. */
export async function invitationBehind(context: Context, db: Reader, token: string): Promise<Invitation | null> {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('id', '=', invitationId(token))
    .where('used_on', 'is', null)
    .where('expires_on', '>=', dayOf(context.clock.now()))
    .executeTakeFirst()
  return row === undefined ? null : invitationFrom(context, row)
}

/** Every invitation that waits for the same address, so that one account answers them all; nobody else takes them until the transaction ends. */
export async function invitationsTo(context: Context, trx: Writer, email: string): Promise<Invitation[]> {
  const rows = await trx
    .selectFrom('invitations')
    .selectAll()
    .where('used_on', 'is', null)
    .where('expires_on', '>=', dayOf(context.clock.now()))
    .forUpdate()
    .execute()
  const index = emailIndex(context, email)
  return rows.map(row => invitationFrom(context, row)).filter(invitation => emailIndex(context, invitation.email).equals(index))
}

function invitationFrom(
  context: Context,
  row: Pick<Selectable<Schema['invitations']>, 'id' | 'team_id' | 'role' | 'steward' | 'language' | 'email_sealed' | 'invited_by'>,
): Invitation {
  return {
    id: row.id,
    teamId: row.team_id,
    role: row.role,
    steward: row.steward,
    language: row.language,
    by: row.invited_by,
    email: openText(context.keys.account, row.email_sealed, aadOf(row.id)),
  }
}

/** How the invitation behind a link is stored. */
export function invitationId(token: string): Buffer {
  return digest('invite/v1', token)
}

function letterOf(id: Buffer): string {
  return `invitation:${Buffer.from(id).toString('hex')}`
}

function aadOf(id: Buffer): string[] {
  return ['invitation', Buffer.from(id).toString('hex')]
}
