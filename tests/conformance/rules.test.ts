import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MAIN_STAGES, OPEN_STAGES, TRANSITIONS, type Stage } from '../../src/domain/process.ts'
import { RULES, type Rule } from '../../src/domain/rules.ts'
import { ROOT } from '../../src/platform/root.ts'
import { printedActions, printedStages } from '../../src/printed.ts'

type Book = Readonly<Record<string, Rule>>
const ENDS: readonly Stage[] = ['closed', 'withdrawn']
const OWN = ['answerProposal', 'confirmDelivery', 'disputeDelivery', 'stop', 'goOn'] as const
/** What leads nowhere new: it stays, or goes back. */
const BACK: readonly string[] = ['stays', 'returns', 'unprepared']
const readme = readFileSync(`${ROOT}/README.md`, 'utf8')

const isPrinted = (text: string): boolean => [printedActions(), printedStages()].every(printed => text.includes(printed))
const targets = ({ to }: Rule): Stage[] =>
  (typeof to === 'string' ? [to] : Object.values(to)).filter((stage): stage is Stage => !BACK.includes(stage))

/** The stages that something leads to and nothing leads on from. */
function stuck(book: Book): Stage[] {
  const rules = Object.values(book)
  const leadsOn = (stage: Stage): boolean => rules.some(rule => rule.during.includes(stage) && targets(rule).length > 0)
  return [...new Set(rules.flatMap(targets))].filter(stage => !ENDS.includes(stage) && !leadsOn(stage))
}

/** What the system does alone, and that moves the stage onwards. */
function movesAlone(book: Book): string[] {
  return Object.keys(book).filter(action => book[action]?.by.system !== undefined && targets(book[action]).length > 0)
}

/** What only the person may do, and others may. */
function takenFromThem(book: Book): string[] {
  return OWN.filter(action => Object.keys(book[action]?.by ?? {}).join() !== 'affected')
}

describe('The rule book', () => {
  it('stands in README as it stands in the code', () => {
    expect(isPrinted(readme)).toBe(true)
  })

  it('leads to no stage without a way on, but for those that end', () => {
    expect(stuck(RULES)).toEqual([])
  })

  it('never closes, admits or agrees by itself', () => {
    expect(movesAlone(RULES)).toEqual([])
  })

  it('lets only the person answer, confirm, dispute, stop and go on', () => {
    expect(takenFromThem(RULES)).toEqual([])
  })

  it('knows every stage of the process, and every transition leads to one', () => {
    expect(Object.keys(TRANSITIONS)).toEqual([...MAIN_STAGES])
    expect(OPEN_STAGES.every(stage => MAIN_STAGES.includes(stage))).toBe(true)
  })
})

describe('A copy of the rule book', () => {
  const { escalate, close, confirmDelivery } = RULES as unknown as Record<string, Rule>
  const changed = (action: string, rule: Rule | undefined, other: Partial<Rule>): Book => ({
    ...RULES,
    [action]: { ...(rule as Rule), ...other },
  })

  it('is found out when README gives somebody else a permission, or another way between stages', () => {
    expect(isPrinted(readme.replace('| `close` | lead (secondLead)', '| `close` | handler (holds)'))).toBe(false)
    expect(isPrinted(readme.replace('  verification --> closed\n', ''))).toBe(false)
  })

  it('is found out when something leads where nothing leads on', () => {
    expect(stuck(changed('close', close, { to: 'merged' }))).toEqual(['merged'])
  })

  it('is found out when the system closes', () => {
    expect(movesAlone(changed('escalate', escalate, { to: 'closed' }))).toEqual(['escalate'])
  })

  it('is found out when somebody else confirms that a remedy came', () => {
    expect(takenFromThem(changed('confirmDelivery', confirmDelivery, { by: { ...confirmDelivery?.by, ...close?.by } }))).toEqual([
      'confirmDelivery',
    ])
  })
})
