import type { Context } from '../contracts/context.ts'
import { paths } from '../contracts/paths.ts'
import { heldOpen } from '../grievances/give-back.ts'
import { formView, type Errors, type FormView } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { fingerprint } from './fingerprint.ts'
import { digitsForm } from './forms.ts'
import type { Place } from './people.ts'

/** One place: to confirm it, or to take it away with what is held there. Either asks for one's own digits. */
export interface PlaceView {
  readonly name: string
  readonly email: string
  readonly team: string
  readonly makesSteward: boolean
  readonly waits: boolean
  readonly fingerprint: string
  readonly held: number
  readonly action: string
  readonly back: string
  readonly form: FormView
}

export const confirmPage = definePage<PlaceView>('accounts/confirm', 'accounts:people.title')
export const removePage = definePage<PlaceView>('accounts/remove', 'accounts:people.title')

/** Shows a place. */
export async function placeView(
  context: Context,
  words: Translate,
  place: Place,
  what: 'confirm' | 'remove',
  errors: Errors = {},
): Promise<PlaceView> {
  const { name, email, team, teamId, accountId, makesSteward } = place
  return {
    ...{ name, email, team, makesSteward },
    waits: place.state === 'accepted',
    fingerprint: await fingerprint(context, context.db, accountId),
    held: await heldOpen(context.db, place),
    action: paths.desk.steward(`people/${accountId}/${teamId}/${what}`),
    back: paths.desk.steward('people'),
    form: formView(digitsForm, words, {}, errors),
  }
}
