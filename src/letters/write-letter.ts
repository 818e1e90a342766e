import type { Context } from '../contracts/context.ts'
import { paths } from '../contracts/paths.ts'
import type { Postbox } from '../platform/postbox.ts'
import { letterAddress, type LetterAddress } from '../grievances/notices.ts'
import type { LeasedLetter } from './lease.ts'

/** Writes a letter in its reader's language: that there is news and where to read it, and nothing of what it is about. */
export async function writeLetter(context: Context, letter: LeasedLetter): Promise<Parameters<Postbox['send']>[0]> {
  const address = letterAddress(context, letter)
  const words = context.words.in(address.language)
  const which = address.words ?? address.door
  const link = new URL(address.path ?? (await doorOf(context, address)), context.config.publicUrl).href
  return {
    to: address.email,
    subject: words.t(`letters:${which}.subject`),
    text: `${words.t(`letters:${which}.text`)}\n\n${link}\n`,
    messageId: `<${letter.id}@${context.config.publicUrl.hostname}>`,
  }
}

/** Where the reader signs in; a person's page stands in a language that the mechanism offers. */
async function doorOf(context: Context, address: LetterAddress): Promise<string> {
  if (address.door === 'desk') return paths.desk.signIn()
  const mechanism = await context.db.selectFrom('mechanism').select(['languages', 'default_language']).executeTakeFirstOrThrow()
  return paths.messages(mechanism.languages.includes(address.language) ? address.language : mechanism.default_language)
}
