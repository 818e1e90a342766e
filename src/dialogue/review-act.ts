import { dayOf, lastDay } from '../domain/calendar.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { isVoice, openFiles } from '../grievances/files.ts'
import { makeCompartments, type OpenCompartment } from '../grievances/keys.ts'
import { sealingTarget } from '../grievances/principals.ts'
import { letIn, takeAway } from '../grievances/rotate.ts'
import { consent, defineForm, words, type Form } from '../platform/forms/index.ts'
import type { Preparation } from '../web/act-view.ts'
import { ownWords, personAct, type OwnScene } from '../web/person-act.ts'
import { sayIfAny } from './say.ts'

const written = defineForm('dialogue:forms', { words: words({ optional: true, rows: 6 }) })
/** Whoever said it aloud says whether those who look again may hear it: it lies apart, with who they are. */
const spoken = defineForm('dialogue:forms', { ...written.fields, hearVoice: consent() })

/**
 * Somebody else looks again: the panel gets the key to what was said, from the person's own session; to their voice, and who they are,
 * only where they say so. Whoever asks again while that runs reads that it does; their words reach the panel too.
 */
export const review = personAct<'askToLookAgain', Form>({
  page: 'review',
  action: 'askToLookAgain',
  form: async scene => ((await panelFor(scene.context.db, scene)) !== undefined && (await hasVoice(scene)) ? spoken : written),
  prepare: async scene => ({
    ...(scene.opened.grouped ? { tells: scene.words.t('communities:panelSeen') } : {}),
    ...(await askedBefore(scene)),
  }),
  make: async (trx, scene, _grievance, moment, answers) => {
    const { words: said, hearVoice = false } = answers as { readonly words: string; readonly hearVoice?: boolean }
    const panel = await panelFor(trx, scene)
    if (panel !== undefined) await openToPanel(trx, scene, { panelId: panel.id, day: moment.day, hearVoice })
    const itemId = await sayIfAny(trx, scene, moment, 'message', said)
    return { facts: { panelId: panel?.id ?? null }, ...itemId, set: { panel_id: panel?.id ?? null } }
  },
})

/** Who looks again: a panel that is not the team it is with; without one it is whoever leads that team. */
function panelFor(db: Reader, { opened }: OwnScene): Promise<{ id: string } | undefined> {
  return db.selectFrom('teams').select('id').where('kind', '=', 'panel').where('id', '<>', opened.teamId).orderBy('id').executeTakeFirst()
}

/** That it is being looked at again already, until when, and that its panel may go on to hear the voice. */
async function askedBefore(scene: OwnScene): Promise<Preparation> {
  const { context, opened, person, words: shown } = scene
  const running = await context.db
    .selectFrom('clocks')
    .select('due_at')
    .where('grievance_id', '=', opened.id)
    .where('clock', '=', 'look_again')
    .where('met_at', 'is', null)
    .where(eb => eb.or([eb('participant_id', 'is', null), eb('participant_id', '=', person.actor.participantId)]))
    .executeTakeFirst()
  if (running === undefined) return {}
  const day = lastDay(running.due_at)
  const stands = day < dayOf(context.clock.now()) ? 'late' : 'running'
  const lead = shown.t(`dialogue:acts.review.${stands}`, { day: shown.day(day) })
  return { lead, typed: (await panelHears(scene)) ? { hearVoice: 'yes' } : {} }
}

async function panelHears({ context, opened, person }: OwnScene): Promise<boolean> {
  const { panelId } = opened
  if (panelId === null) return false
  const apart = apartOf({ opened, person })
  const grants = context.db.selectFrom('compartment_grants').select('grantee_id').where('compartment_id', '=', apart.id)
  return (await grants.where('grantee_id', '=', panelId).executeTakeFirst()) !== undefined
}

async function hasVoice(scene: OwnScene): Promise<boolean> {
  return (await openFiles(scene.context.db, [apartOf(scene)])).some(file => isVoice(file.named?.type))
}

function apartOf({ opened, person }: Pick<OwnScene, 'opened' | 'person'>): OpenCompartment {
  return opened.compartment('identity', person.actor.participantId)
}

interface Opening {
  readonly panelId: string
  readonly day: string
  readonly hearVoice: boolean
}

/** The panel reads what was said and writes its own notes; the handling team's notes stay closed to it. */
async function openToPanel(trx: Writer, scene: OwnScene, { panelId, day, hearVoice }: Opening): Promise<void> {
  await letIn(scene.context, trx, scene.opened.compartment('shared'), panelId, day)
  if (scene.opened.grouped) await letIn(scene.context, trx, ownWords(scene), panelId, day)
  if (hearVoice) await letIn(scene.context, trx, apartOf(scene), panelId, day)
  else await takeAway(scene.context, trx, apartOf(scene), [panelId], day)
  const notes = await trx
    .selectFrom('compartments')
    .select('id')
    .where('grievance_id', '=', scene.opened.id)
    .where('kind', '=', 'internal')
    .where('team_id', '=', panelId)
    .executeTakeFirst()
  if (notes !== undefined) return
  const panel = await sealingTarget(trx, scene.context.keys, panelId)
  await makeCompartments(trx, scene.opened.id, [{ kind: 'internal', teamId: panelId, targets: [panel] }], day)
}
