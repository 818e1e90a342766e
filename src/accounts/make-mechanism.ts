import { CLOCKS } from '../domain/process.ts'
import { PRIORITY_CODES } from '../domain/severity.ts'
import { standardLength } from '../domain/standards.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { tellAudit } from '../grievances/audit.ts'
import { newPrincipal, type HeldKey } from '../grievances/principals.ts'
import { newId } from '../platform/ids.ts'
import { makeAccount, type MadeAccount, type NewAccount } from './make-account.ts'
import { makeTeam } from './teams.ts'
import { setRecoveryCode } from './unlocks.ts'

/** What a mechanism says of itself. */
export interface MechanismWords {
  readonly name: string
  readonly languages: readonly string[]
  readonly defaultLanguage: string
  readonly leaveTo: string
  readonly emergency: string
}

/** A mechanism that begins: its words, its first lead, its first team and the code on its recovery sheet. */
export interface NewMechanism {
  readonly words: MechanismWords
  readonly lead: Omit<NewAccount, 'steward'>
  readonly teamName: string
  readonly sheetCode: string
}

/**
 * Makes everything a mechanism begins with: a recovery key under the sheet's code, the first lead, who is its steward, and
 * a team whose key is sealed to both, with a fallback route and the standard times. Its doors stay closed.
 */
export async function makeMechanism(context: Context, trx: Writer, fresh: NewMechanism): Promise<{ lead: MadeAccount; team: HeldKey }> {
  const recovery = await newPrincipal(trx, context.keys, 'recovery')
  await setRecoveryCode(trx, recovery, fresh.sheetCode)
  await writeMechanism(trx, fresh.words, recovery.principalId)
  const lead = await makeAccount(context, trx, { ...fresh.lead, steward: true })
  const id = lead.held.principalId
  const team = await makeTeam(context, trx, { name: fresh.teamName, kind: 'handling', leadId: id, madeBy: id })
  await addRows(trx, 'routing_rules', { id: newId(), rank: 1, operation_id: null, organisation_id: null, team_id: team.principalId })
  await writeStandards(trx)
  await tellAudit(trx, context, { kind: 'account', id, memberships: [], steward: true }, 'mechanism.made', recovery.principalId)
  return { lead, team }
}

async function writeMechanism(trx: Writer, words: MechanismWords, recoveryId: string): Promise<void> {
  const row = {
    name: words.name,
    languages: [...words.languages],
    default_language: words.defaultLanguage,
    leave_to: words.leaveTo,
    emergency: words.emergency,
    ready: false,
    set_up_hash: null,
    recovery_id: recoveryId,
  }
  await trx
    .insertInto('mechanism')
    .values(row)
    .onConflict(conflict => conflict.column('one').doUpdateSet(row))
    .execute()
}

async function writeStandards(trx: Writer): Promise<void> {
  const rows = CLOCKS.flatMap(clock => PRIORITY_CODES.map(priority => ({ clock, priority, ...standardLength(clock, priority) })))
  await trx
    .insertInto('service_standards')
    .values(rows)
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
