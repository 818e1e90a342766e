import { dayOf } from '../domain/calendar.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { tellAudit } from '../grievances/audit.ts'
import { invitationId, invitationsTo, type Invitation } from './invitations.ts'
import { admit, isAdmitted, type Newcomer } from './newcomer.ts'
import { givePlace } from './teams.ts'
import { tellLeads } from './tell-leads.ts'

/**
 * Makes the account of somebody who was invited and gives them their places, which open nothing until a lead confirms
 * each. An invitation counts once; the same page sent twice makes one account. Whether they have it now.
 */
export async function acceptInvitation(context: Context, token: string, newcomer: Newcomer, step: number): Promise<boolean> {
  return context.db.transaction().execute(async trx => {
    const all = await invitationsTo(context, trx, newcomer.email)
    if (await isAdmitted(trx, newcomer)) return true
    if (!all.some(one => one.id.equals(invitationId(token)))) return false
    await admit(context, trx, newcomer, step)
    for (const one of all) await take(context, trx, one, newcomer.id)
    return true
  })
}

async function take(context: Context, trx: Writer, invitation: Invitation, accountId: string): Promise<void> {
  const place = { teamId: invitation.teamId, accountId }
  await trx
    .updateTable('invitations')
    .set({ used_on: dayOf(context.clock.now()) })
    .where('id', '=', invitation.id)
    .execute()
  await givePlace(context, trx, { ...place, role: invitation.role, steward: invitation.steward })
  await tellAudit(trx, context, { kind: 'account', id: accountId, memberships: [], steward: false }, 'member.accepted', accountId, {
    teamId: invitation.teamId,
  })
  await tellLeads(context, trx, place)
}
