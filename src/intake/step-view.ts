import { paths } from '../contracts/paths.ts'
import { formView, type Errors, type FormView, type Offered, type Typed } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { progressOf, type Draft } from './drafts.ts'
import { markOf } from './save-step.ts'
import { FIRST, pageBefore, routeOf, STEPS, type Progress, type Step } from './steps.ts'
import { linesOf, type Line } from './lines.ts'

/** One page of the form. */
export interface StepView extends FormView {
  readonly heading: string
  readonly lead: string
  readonly progress: string
  readonly place: number
  readonly total: number
  readonly action: string
  readonly back: string | null
  readonly seen: string
  readonly kept: readonly { readonly id: string; readonly name: string; readonly remove: string }[]
  readonly notice: { readonly title: string; readonly text: string } | null
  readonly stored: readonly Line[]
  /** Until when what is stored is kept. */
  readonly keptFor: string
  readonly promise: string | null
  readonly emergency: string | null
  readonly skips: boolean
  /** The shorter way for people under 18, the page on safe devices, and what must be told to others, each where it belongs. */
  readonly young: string | null
  readonly safety: string | null
  readonly mustTell: string | null
  /** What scripts need that help on somebody's own phone, or whether they may be asked for. */
  readonly own: OwnPhone | null
  readonly ownOffer: boolean
  /** The organisation that tells it for somebody. */
  readonly speaking: string | null
}

/** Somebody's own phone: where *Leave quickly* leads, and whether the page is kept there, empty, for when there is no network. */
interface OwnPhone {
  readonly elsewhere: string
  readonly noNetwork: boolean
}

export const stepPage = definePage<StepView>('intake/step', 'public:titles.form', { scripted: true, carries: 'stored' })

/** What is shown on a page of the form, besides what is stored. */
export interface Showing {
  readonly number: number
  readonly draft: Draft | null
  readonly offered: Offered
  readonly emergency: string
  readonly own: OwnPhone | null
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: 'cookie' | 'ended' | 'clash' | 'clock' | 'damaged'
}

/** A page as it is first met, filled as it was stored, or again with what was typed and what is wrong with it. */
export function stepView(words: Translate, showing: Showing): StepView {
  const { number, draft, offered, notice, errors = {} } = showing
  const step = stepAt(number)
  const lang = words.language.tag
  const told = progressOf(draft)
  const progress = step.first || draft === null ? { ...told, path: step.path } : told
  const before = pageBefore(progress, number)
  const stored = told.pages[step.name]
  return {
    ...formView(step.form, words, showing.typed ?? stored?.typed ?? {}, errors, offered),
    heading: words.t(`intake:${step.name}.title`),
    lead: words.t(`intake:${step.name}.lead`),
    ...placeOf(words, step, progress),
    action: paths.form(lang, number),
    back: before === null ? null : paths.form(lang, before),
    young: step.name === 'story' ? paths.form(lang, FIRST.young) : null,
    safety: step.first ? paths.about(lang, 'safety') : null,
    mustTell: step.name === 'young' ? words.t('intake:young.mustTell') : null,
    speaking: speakingOf(words, draft),
    seen: markOf(stored),
    kept: step.files ? keptFiles(words, draft) : [],
    notice:
      notice === undefined ? null : { title: words.t(`intake:notice.${notice}.title`), text: words.t(`intake:notice.${notice}.text`) },
    stored: notice === 'clash' ? linesOf(words, step, stored, offered) : [],
    keptFor: words.t(keptFor(draft, showing.own)),
    promise: step.name === 'wish' ? words.t('intake:wish.promise') : null,
    emergency: step.first && showing.emergency !== '' ? showing.emergency : null,
    skips: !step.first,
    own: showing.own,
    ownOffer: step.name === 'story' && showing.own === null,
  }
}

function keptFor(draft: Draft | null, own: OwnPhone | null): string {
  if (draft?.saved === true) return 'intake:keptByCode'
  return own === null ? 'intake:kept' : 'intake:own.keptFor'
}

/** The step of a page's number. */
export function stepAt(number: number): Step {
  const step = STEPS.find(one => one.number === number)
  if (step === undefined) throw new Error(`the form has no page ${number}`)
  return step
}

/** Who tells it for another, so that nobody answers about themselves by mistake; null where people tell their own. */
export function speakingOf(words: Translate, draft: Draft | null): string | null {
  const bringing = draft?.told?.broughtBy
  return bringing === undefined ? null : words.t('intake:brought.speaking', { team: bringing.team })
}

function placeOf(words: Translate, step: Step, progress: Progress): { progress: string; place: number; total: number } {
  const asked = routeOf(progress)
  const place = asked.indexOf(step) + 1
  const values = { number: words.number(place), total: words.number(asked.length) }
  return { progress: words.t('intake:progress', values), place, total: asked.length }
}

function keptFiles(words: Translate, draft: Draft | null): StepView['kept'] {
  const whole = (draft?.files ?? []).filter(file => file.copyOf === null).map(file => ({ id: file.id, name: file.named.name }))
  const damaged = (draft?.damagedFiles ?? []).map(id => ({ id, name: words.t('intake:files.damaged') }))
  return [...whole, ...damaged].map(({ id, name }) => ({ id, name, remove: words.t('intake:files.remove', { name }) }))
}
