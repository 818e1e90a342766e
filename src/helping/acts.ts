import { takeAway } from '../grievances/rotate.ts'
import { grievancesVisibleTo } from '../grievances/visible.ts'
import { namesFrom } from '../casework/queries.ts'
import { defineForm, words } from '../platform/forms/index.ts'
import { deskAct } from '../web/desk-act.ts'
import { personAct } from '../web/person-act.ts'
import { sayToPerson, whoReads } from '../web/say.ts'
import { HELPERS } from './queries.ts'

/** The person ends the help: whoever wrote it down for them sees nothing of it from now on, and their key is gone. */
export const endHelp = personAct({
  page: 'helper',
  action: 'endHelp',
  applies: async (_db, scene) => scene.opened.helpers.length > 0,
  form: defineForm('helping:forms', {}),
  prepare: async scene => {
    const row = await grievancesVisibleTo(scene.context.db, scene.person.actor).select(HELPERS.as('helpers')).executeTakeFirstOrThrow()
    const names = [...namesFrom(scene.context, row.helpers).values()]
    return names.length === 0 ? {} : { tells: scene.words.t('helping:helps', { name: scene.words.list(names) }) }
  },
  make: async (trx, scene, grievance, moment) => {
    const [helper] = grievance.helpers
    if (helper !== undefined) await takeAway(scene.context, trx, scene.opened.compartment('shared'), [helper], moment.day)
    return { facts: {}, set: { helpers: [] } }
  },
})

/** Whoever may keep helping writes something down for the person, under their own name; the person sees it on their page. */
export const writeForPerson = deskAct({
  action: 'writeForPerson',
  form: defineForm('helping:forms', { message: words({ rows: 6 }) }),
  prepare: async scene => ({ tells: whoReads(scene) }),
  make: async (trx, scene, grievance, moment, answers) => ({
    facts: { language: grievance.language },
    itemId: await sayToPerson(trx, scene, moment, 'message', answers.message),
  }),
})
