import { STAYS_WITH_TEAM, WRITTEN_DOWN } from '../domain/ending.ts'
import type { Entry } from '../grievances/timeline.ts'
import type { Line } from '../intake/queries.ts'
import type { Translate } from '../platform/words.ts'

/**
 * The codes by which a decision counts, in the words that the standards have for whom it happened to: nothing is held about what was
 * found, or about what they think of it, that they cannot read and contradict (UNGP 31(e)).
 */
export function writtenDown(words: Translate, { type, facts }: Entry, alone: boolean): Line[] {
  if (type !== 'finding_issued' && type !== 'closed') return []
  return WRITTEN_DOWN[type].flatMap(([fact, list]) => {
    const code = facts[fact]
    if (typeof code !== 'string' || code === '' || STAYS_WITH_TEAM.includes(code)) return []
    const said = words.t(`reference:${list}.${code}.${alone ? 'help' : 'label'}`)
    if (fact !== 'view') return [{ label: words.t(`dialogue:writtenDown.${fact}`), answer: said }]
    const label = words.t(`dialogue:writtenDown.${alone ? 'view' : 'theirView'}`)
    return [{ label, answer: `${said}\n${words.t('dialogue:writtenDown.ifNot')}` }]
  })
}
