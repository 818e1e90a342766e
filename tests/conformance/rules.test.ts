import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MAIN_STAGES, OPEN_STAGES, TRANSITIONS, type Stage } from '../../src/domain/process.ts'
import { RULES, type Rule } from '../../src/domain/rules.ts'
import { ROOT } from '../../src/platform/root.ts'
import { printedActions, printedStages } from '../../src/printed.ts'

const rules = Object.entries(RULES) as [string, Rule][]
const targets = (rule: Rule): Stage[] =>
  (typeof rule.to === 'string' ? [rule.to] : Object.values(rule.to)).filter((to): to is Stage => to !== 'stays' && to !== 'returns')
const readme = readFileSync(`${ROOT}/README.md`, 'utf8')

describe('The rule book', () => {
  it('stands in README as it stands in the code', () => {
    expect(readme).toContain(printedActions())
    expect(readme).toContain(printedStages())
  })

  it('leads to no stage without a way on, but for those that end', () => {
    const reached = new Set(rules.flatMap(([, rule]) => targets(rule)))
    const ends = ['closed', 'withdrawn']
    const stuck = [...reached].filter(
      stage => !ends.includes(stage) && !rules.some(([, rule]) => rule.during.includes(stage) && targets(rule).length > 0),
    )
    expect(stuck).toEqual([])
  })

  it('never closes, admits or agrees by itself', () => {
    for (const [action, rule] of rules.filter(([, one]) => one.by.system !== undefined)) expect(targets(rule), action).toEqual([])
  })

  it('lets only the person answer, confirm, dispute, stop and go on', () => {
    for (const action of ['answerProposal', 'confirmDelivery', 'disputeDelivery', 'stop', 'goOn'] as const)
      expect(Object.keys(RULES[action].by)).toEqual(['affected'])
  })

  it('knows every stage of the process, and every transition leads to one', () => {
    expect(Object.keys(TRANSITIONS)).toEqual([...MAIN_STAGES])
    expect(OPEN_STAGES.every(stage => MAIN_STAGES.includes(stage))).toBe(true)
  })
})
