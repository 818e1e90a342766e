import { homeBetween, keepUploads } from '../grievances/uploads.ts'
import { defineForm, files, words } from '../platform/forms/index.ts'
import { ownWords } from '../web/person-act.ts'
import { uploadAct } from '../web/person-upload.ts'
import { sayIfAny } from './say.ts'

/** More photos, papers or a voice message, sealed on their way in; originals rest apart, clean copies with the messages. */
export const evidence = uploadAct({
  page: 'evidence',
  action: 'addEvidence',
  form: defineForm('dialogue:forms', { voice: files('voice'), files: files('files'), words: words({ optional: true, rows: 3 }) }),
  check: async (_scene, _answers, uploads) => (uploads.length === 0 ? { files: 'nothing_added' } : null),
  make: async (trx, scene, _grievance, moment, { answers, uploads }) => {
    const home = homeBetween(ownWords(scene), scene.opened.compartment('identity', scene.person.actor.participantId))
    await keepUploads(trx, uploads, home, moment.day)
    const count = uploads.filter(upload => upload.copyOf === null).length
    return { facts: { files: count }, ...(await sayIfAny(trx, scene, moment, 'message', answers.words)) }
  },
})
