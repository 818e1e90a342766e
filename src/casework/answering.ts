import type { Grievance } from '../domain/grievance.ts'
import type { Clock } from '../domain/process.ts'
import type { Writer } from '../contracts/schema.ts'
import { defineForm, given, words as wordsField, type Answers, type Form } from '../platform/forms/index.ts'
import { deskAct, formOf, type Addressee, type DeskAct, type Scene } from '../web/desk-act.ts'
import { letterOf, sayToPerson } from '../web/say.ts'
import { membersToAnswer } from './members.ts'

const ALL = 'all'

/**
 * Makes an act answer whoever asked for it: in a group the desk says whom it answers, they alone read it and the promise to them alone
 * is kept; it may be said to everybody instead. Where one person is all there is, the act is as it was.
 */
export function toWhoAsked(clock: Clock, act: DeskAct): DeskAct {
  return {
    ...act,
    form: async scene => (scene.opened.grouped ? withMember(await formOf(act, scene)) : formOf(act, scene)),
    prepare: async scene => {
      const prepared = (await act.prepare?.(scene)) ?? {}
      if (!scene.opened.grouped) return prepared
      const { asked, options } = await membersToAnswer(scene, clock)
      const [first] = asked
      return {
        ...prepared,
        tells: scene.words.t('desk:tellsOneOrAll'),
        typed: { ...prepared.typed, ...(first !== undefined && asked.length === 1 ? { member: first } : {}) },
        offered: { ...prepared.offered, member: [...options, { value: ALL, label: scene.words.t('casework:everybody') }] },
      }
    },
    make: async (trx, scene, grievance, moment, answers, uploads) => {
      const addressee = await addresseeOf(trx, scene, answers)
      if (addressee === null) return act.make(trx, scene, grievance, moment, answers, uploads)
      const alone = { ...scene, addressee }
      const made = await act.make(trx, alone, grievance, moment, answers, uploads)
      const itemId = made.itemId ?? (await sayToPerson(trx, alone, moment, 'act', ''))
      return { ...made, itemId, forMember: addressee.participantId }
    },
  }
}

/** Answers one of a group who wrote for themselves: they alone read it. */
export const answerMember = deskAct({
  action: 'answerMember',
  form: defineForm('casework:forms', { member: given(), message: wordsField({ rows: 8 }) }),
  prepare: async scene => ({
    typed: { message: letterOf(scene, 'message') },
    tells: scene.words.t('desk:tellsMember'),
    offered: { member: (await membersToAnswer(scene, 'reply')).options },
  }),
  make: async (trx, scene, _grievance, moment, answers) => {
    const addressee = await memberBy(trx, scene.opened, answers.member)
    const itemId = await sayToPerson(trx, { ...scene, addressee }, moment, 'message', answers.message)
    return { facts: {}, itemId, forMember: addressee.participantId }
  },
})

function withMember(form: Form): Form {
  return defineForm(form.words, { member: given(), ...form.fields })
}

async function addresseeOf(trx: Writer, scene: Scene, answers: Answers<Form>): Promise<Addressee | null> {
  const { member } = answers as { readonly member?: string }
  return !scene.opened.grouped || member === undefined || member === ALL ? null : memberBy(trx, scene.opened, member)
}

/** The scene that addresses this one of a group; where it is nobody in particular, all to whom it belongs. */
export async function addressing(trx: Writer, scene: Scene, participantId: string | null): Promise<Scene> {
  return participantId === null ? scene : { ...scene, addressee: await memberBy(trx, scene.opened, participantId) }
}

/** One of a group, with the language they read. */
export async function memberBy(trx: Writer, opened: Pick<Grievance, 'id'>, participantId: string): Promise<Addressee> {
  const { language } = await trx
    .selectFrom('participants')
    .select('language')
    .where('id', '=', participantId)
    .where('grievance_id', '=', opened.id)
    .executeTakeFirstOrThrow()
  return { participantId, language }
}
