import type { Writer } from '../contracts/schema.ts'
import type { Made } from './facts.ts'
import { writeItem, type Said } from './items.ts'
import type { Moment } from './moment.ts'
import type { OpenGrievance } from './open.ts'

/** Seals what somebody writes for the person they speak for, among what is shared: both they and the team see who wrote it. */
export async function speakFor(
  trx: Writer,
  opened: Pick<OpenGrievance, 'compartment'>,
  moment: Moment,
  said: Said & { readonly by: string },
): Promise<Made<'addForPerson'>> {
  return {
    facts: { language: said.language },
    itemId: await writeItem(trx, opened.compartment('shared'), 'message', moment.author, said),
  }
}
