import { paths } from '../contracts/paths.ts'
import { caseView, type CaseView, type OwnCase, type Speaker } from '../dialogue/queries.ts'
import type { OpenGrievance } from '../grievances/open.ts'
import { formView, type FormView } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { addingFormIn, howGiven } from './queries.ts'

/** A case as somebody reads it who speaks for its person: the same as the person, and the mandates of their organisation. */
export interface SpokenView extends CaseView {
  readonly reference: string
  readonly back: string
  readonly mandates: readonly MandateView[]
  readonly write: string
  readonly form: FormView
}

interface MandateView {
  readonly scope: string
  readonly evidence: string
  readonly since: string
  readonly until: string
  /** Where it is written down how it was given; null where the person gave it on their own page. */
  readonly record: string | null
  readonly renew: string
  readonly end: string
}

export const spokenPage = definePage<SpokenView>('representation/case', 'representation:list.title')

/** Makes the page from what the organisation's keys open. */
export function spokenView(words: Translate, opened: OpenGrievance, own: OwnCase, teams: readonly string[]): SpokenView {
  return {
    ...caseView(words, opened.stage, own, 'representative'),
    reference: opened.reference,
    back: paths.desk.spoken(),
    mandates: own.speakers.filter(speaker => teams.includes(speaker.by)).map(speaker => mandateView(words, opened.reference, speaker)),
    write: paths.desk.spokenAct(opened.reference, 'add-for-person'),
    form: formView(addingFormIn(opened), words),
  }
}

function mandateView(words: Translate, reference: string, { id, scope, evidence, givenHere, since, until }: Speaker): MandateView {
  return {
    scope: words.list(scope.map(one => words.t(`representation:scopes.${one}`))),
    evidence: howGiven(words, evidence, givenHere),
    since: words.day(since),
    until: until === null ? words.t('representation:noEnd') : words.day(until),
    record: givenHere ? null : paths.desk.spokenAct(reference, 'record-mandate', id),
    renew: paths.desk.spokenAct(reference, 'renew-mandate', id),
    end: paths.desk.spokenAct(reference, 'end-mandate', id),
  }
}
