import type { Context } from '../contracts/context.ts'
import { NotFound } from '../platform/errors.ts'
import { newRecoveryCode, same } from '../platform/sealing/index.ts'
import { setUpHash } from '../stewardship/queries.ts'
import { unpackPassphrase } from './carry.ts'
import { makeMechanism, type MechanismWords } from './make-mechanism.ts'
import { draw, isAdmitted, newcomerOf, rememberStep, type Newcomer } from './newcomer.ts'
import type { SetUpAnswers } from './set-up-form.ts'

/** A set-up between its two pages. */
export interface SetUpCarry {
  readonly words: MechanismWords
  readonly lead: Newcomer
  readonly teamName: string
  readonly sheetCode: string
}

/** Whether this link may still set the mechanism up. */
export async function mayGoOn(context: Context, token: string): Promise<boolean> {
  const row = await context.db.selectFrom('mechanism').select(['set_up_hash', 'recovery_id']).executeTakeFirst()
  return row?.recovery_id === null && row.set_up_hash !== null && same(row.set_up_hash, setUpHash(token))
}

/** Draws the codes and stretches the passphrase of a set-up whose answers are right. */
export async function begin(context: Context, answers: SetUpAnswers): Promise<SetUpCarry> {
  const { name, languages, defaultLanguage, leaveTo, emergency, leadName, email, language, teamName } = answers
  return {
    words: { name, languages, defaultLanguage, leaveTo, emergency },
    lead: await newcomerOf(context, draw(), { name: leadName, email, language }, answers.passphrase),
    teamName,
    sheetCode: newRecoveryCode(),
  }
}

/** Makes the mechanism in one transaction; the same set-up sent twice makes it once. Throws NotFound where the link is used up. */
export async function finish(context: Context, token: string, carry: SetUpCarry, step: number): Promise<void> {
  await context.db.transaction().execute(async trx => {
    const row = await trx.selectFrom('mechanism').select('set_up_hash').forUpdate().executeTakeFirst()
    if (await isAdmitted(trx, carry.lead)) return
    if (row?.set_up_hash == null || !same(row.set_up_hash, setUpHash(token))) throw new NotFound()
    const lead = { ...carry.lead, passphrase: unpackPassphrase(carry.lead.passphrase) }
    await makeMechanism(context, trx, { words: carry.words, lead, teamName: carry.teamName, sheetCode: carry.sheetCode })
    await rememberStep(trx, carry.lead.id, step)
  })
}
