import { paths } from '../contracts/paths.ts'
import { dayOf } from '../domain/calendar.ts'
import { writeItem } from '../grievances/items.ts'
import { letSpeak, somebodySpeaks } from '../grievances/spokespersons.ts'
import { day, defineForm, given, onlyOf, words, type Errors, type Option } from '../platform/forms/index.ts'
import { personAct, type OwnPreparation, type OwnScene } from '../web/person-act.ts'
import { groupOf } from './group-of.ts'
import type { Speaking } from './queries.ts'

/** Somebody of the group whom the others see speaks for it from now on, as the group decided. */
export const nameSpokesperson = personAct({
  page: 'nameSpeaker',
  from: 'group',
  action: 'nameSpokesperson',
  form: defineForm('communities:forms', { speaker: given(), until: day({ optional: true }) }),
  prepare: async scene => whoIsNamed(scene, await couldSpeak(scene)),
  check: async (scene, { until }) => pastDay(scene, until),
  make: async (trx, _scene, grievance, moment, { speaker, until }) => {
    const speaks = { from: moment.day, until: until === '' ? null : until }
    await letSpeak(trx, grievance.id, speaker, speaks)
    return { facts: { until: speaks.until } }
  },
})

/** Where nobody speaks for the group any more, one of it takes it up and says to everybody how the group decided that. */
export const takeUpSpeaking = personAct({
  page: 'takeUp',
  from: 'group',
  action: 'takeUpSpeaking',
  applies: async (db, { context, opened }) => !(await somebodySpeaks(db, opened.id, dayOf(context.clock.now()))),
  form: defineForm('communities:forms', { decidedHow: words({ rows: 4 }), until: day({ optional: true }) }),
  check: async (scene, { until }) => pastDay(scene, until),
  make: async (trx, { opened, person, words: { language } }, grievance, moment, { decidedHow, until }) => {
    await letSpeak(trx, grievance.id, person.actor.participantId, { from: moment.day, until: until === '' ? null : until })
    const said = { text: decidedHow, language: language.tag }
    return { facts: {}, itemId: await writeItem(trx, opened.compartment('shared'), 'message', moment.author, said) }
  },
})

/** Somebody no longer speaks for the group: themselves or another, as the group decided. They stay in it. */
export const endSpeaking = personAct({
  page: 'endSpeaking',
  from: 'group',
  action: 'endSpeaking',
  form: defineForm('communities:forms', { who: given() }),
  prepare: async scene => {
    const { speakers } = await groupOf(scene)
    const offered = { who: speakers.map((one, index) => ({ value: one.participantId, label: speakerName(scene, one, index) })) }
    return { offered, ...(speakers.length > 1 ? {} : { tells: scene.words.t('communities:lastSpeaker') }) }
  },
  make: async (trx, _scene, grievance, _moment, { who }) => {
    await letSpeak(trx, grievance.id, who, null)
    return { facts: {} }
  },
})

/** Refuses a last day that has passed already. */
export async function pastDay({ context }: OwnScene, until: string): Promise<Errors | null> {
  return until !== '' && until < dayOf(context.clock.now()) ? { until: 'past' } : null
}

/** Those who can be named; where nobody can, what is needed first, and the page that makes the code of somebody who speaks. */
function whoIsNamed({ words: say }: OwnScene, speaker: Option[]): OwnPreparation {
  if (speaker.length > 0) return { offered: { speaker }, typed: { speaker: onlyOf(speaker) } }
  const instead = { href: paths.message(say.language.tag, 'invite'), label: say.t('communities:speakersCode') }
  return { lead: say.t('communities:nobodyToName'), instead }
}

/** Those whom the others see and who do not speak for the group yet. */
async function couldSpeak(scene: OwnScene): Promise<Option[]> {
  const { seen, speakers } = await groupOf(scene)
  const others = seen.filter(one => !speakers.some(speaker => speaker.participantId === one.participantId))
  return others.map(one => ({ value: one.participantId, label: one.name }))
}

function speakerName({ words: say, person }: OwnScene, speaker: Speaking, index: number): string {
  if (speaker.participantId === person.actor.participantId) return say.t('communities:myself')
  return speaker.name ?? say.t('communities:speakerNumber', { count: index + 1 })
}
