import type { EventType } from '../domain/rules.ts'
import type { Entry } from '../grievances/timeline.ts'
import type { Line } from '../intake/queries.ts'
import type { Translate } from '../platform/words.ts'

/** What is written down beside the words of an entry, by the fact that holds its code and the list that the code is of. */
const WRITTEN: Readonly<Partial<Record<EventType, readonly (readonly [fact: string, list: string])[]>>> = {
  finding_issued: [['finding', 'findings']],
  closed: [
    ['reason', 'closureReasons'],
    ['finding', 'findings'],
    ['agreement', 'agreements'],
    ['delivery', 'remedyDeliveries'],
    ['view', 'complainantViews'],
  ],
}

/** What is not repeated to whoever may stand beside them: that pressure is suspected, or that asking was not safe (reference 7.4). */
const BETWEEN_US: readonly unknown[] = ['cl_withdrawn_free', 'cl_withdrawn_pressure', 'cv_not_asked_safe', 'cv_unknown']

/**
 * The codes by which a decision counts, in the words that the standards have for whom it happened to: nothing is held about what was
 * found, or about what they think of it, that they cannot read and contradict (UNGP 31(e)).
 */
export function writtenDown(words: Translate, { type, facts }: Entry, alone: boolean): Line[] {
  return (WRITTEN[type] ?? []).flatMap(([fact, list]) => {
    const code = facts[fact]
    if (typeof code !== 'string' || code === '' || BETWEEN_US.includes(code)) return []
    const said = words.t(`reference:${list}.${code}.${alone ? 'help' : 'label'}`)
    if (fact !== 'view') return [{ label: words.t(`dialogue:writtenDown.${fact}`), answer: said }]
    return [
      {
        label: words.t(`dialogue:writtenDown.${alone ? 'view' : 'theirView'}`),
        answer: `${said}\n${words.t('dialogue:writtenDown.ifNot')}`,
      },
    ]
  })
}
