import { describe, expect, it } from 'vitest'
import { metBy, startedBy, unprepared } from '../../src/domain/guards.ts'
import { OPEN_STAGES, type Clock, type Stage } from '../../src/domain/process.ts'
import { RULES, type Action, type Rule } from '../../src/domain/rules.ts'

type Kind = 'grievance' | 'word'
type At = `${Kind}/${Stage}`

/** One way an action can go: from where, by which outcome, to where. */
interface Step {
  readonly action: Action
  readonly outcome: string | undefined
  readonly from: At | null
  readonly to: At
}

/** Ends promises instead of keeping them. */
const ENDINGS: readonly Action[] = ['close', 'stop']

const STEPS: readonly Step[] = (Object.keys(RULES) as Action[]).flatMap(action => {
  const rule: Rule = RULES[action]
  const outcomes = typeof rule.to === 'string' ? [undefined] : Object.keys(rule.to)
  const kinds = (['grievance', 'word'] as const).filter(kind => rule.only === undefined || rule.only === kind)
  const froms = rule.during.length === 0 ? [null] : rule.during
  return outcomes.flatMap(outcome =>
    kinds.flatMap(kind =>
      froms
        .filter(stage => stage === null || rule.within?.[outcome ?? '']?.includes(stage) !== false)
        .flatMap(stage =>
          landings(rule, outcome, stage).map((to): Step => {
            const after = action === 'upgrade' ? 'grievance' : kind
            return { action, outcome, from: stage === null ? null : `${kind}/${stage}`, to: `${after}/${to}` }
          }),
        ),
    ),
  )
})

function landings({ to }: Rule, outcome: string | undefined, from: Stage | null): readonly Stage[] {
  const next = typeof to === 'string' ? to : to[outcome ?? '']
  if (next === 'returns') return OPEN_STAGES
  if (next === 'stays') return from === null ? [] : [from]
  if (next === 'unprepared') return from === null ? [] : [unprepared(from)]
  return next === undefined ? [] : [next]
}

/** Begins anew: where it leads is judged for itself. */
const ANEW: readonly Action[] = ['decideLookingAgain']

/** Everywhere that can be come to from here without what would promise the same anew, and without what keeps or ends it. */
function onwards(start: At, clock: Clock): ReadonlySet<At> {
  const seen = new Set([start])
  for (const at of seen)
    for (const { action, outcome, from, to } of STEPS.filter(({ action }) => !ANEW.includes(action)))
      if (from === at && !startedBy(action, outcome).includes(clock) && !metBy(action, outcome).includes(clock)) seen.add(to)
  return seen
}

/** Whether somebody can keep a promise where it stands. */
function canBeKept(at: At, clock: Clock): boolean {
  return STEPS.some(({ action, outcome, from }) => from === at && !ENDINGS.includes(action) && metBy(action, outcome).includes(clock))
}

const PROMISES = STEPS.flatMap(step => startedBy(step.action, step.outcome).map(clock => ({ ...step, clock })))

describe('What the rule book promises', () => {
  it('can be kept from wherever it was promised', () => {
    const broken = PROMISES.filter(({ to, clock }) => ![...onwards(to, clock)].some(at => canBeKept(at, clock)))
    expect(broken.map(said)).toEqual([])
  })

  it('is the next regular word too wherever one was given and the case stays open', () => {
    const last = STEPS.filter(({ action, outcome, to }) => {
      const stage = to.slice(to.indexOf('/') + 1)
      const stays = OPEN_STAGES.some(open => open === stage)
      return (
        stays && !ENDINGS.includes(action) && metBy(action, outcome).includes('update') && !startedBy(action, outcome).includes('update')
      )
    })
    expect([...new Set(last.map(({ action, outcome }) => `${action} ${outcome ?? ''}`))]).toEqual([])
  })

  it('is an answer and no delivery where nothing was agreed, and nothing at all where a decision stands', () => {
    expect(startedBy('answerProposal', 'none')).toEqual(['reply'])
    expect(startedBy('decideForGroup', 'none')).toEqual(['reply'])
    expect(startedBy('decideLookingAgain', 'upheld')).toEqual([])
  })

  it('goes on for what was agreed while it is looked at again: it can come, and the person says whether it did', () => {
    const again = STEPS.filter(({ outcome, from }) => outcome === 'resumed' && from !== null).map(({ to }) => to)
    const unkept = again.filter(
      at => !canBeKept(at, 'delivery') || !STEPS.some(({ action, from }) => action === 'disputeDelivery' && from === at),
    )
    expect([again.length > 0, unkept]).toEqual([true, []])
  })

  it('can be kept or ended wherever things go meanwhile', () => {
    const lost = PROMISES.filter(({ to }) => to.startsWith('grievance')).flatMap(promise =>
      [...onwards(promise.to, promise.clock)]
        .filter(at => ![...onwards(at, promise.clock)].some(later => canBeKept(later, promise.clock)))
        .map(at => `${said(promise)}, lost in ${at}`),
    )
    expect([...new Set(lost)]).toEqual([])
  })
})

function said({ action, outcome, to, clock }: (typeof PROMISES)[number]): string {
  return `${clock} by ${action}${outcome === undefined ? '' : ` (${outcome})`} in ${to}`
}
