import { MAIN_STAGES, TRANSITIONS, type Stage } from './domain/process.ts'
import { RULES, type Action, type Clocks, type Rule } from './domain/rules.ts'

/** The permission table of README: each action, who may do it, when, where it leads, which clocks it moves, who sees it. */
export function printedActions(): string {
  const rows = (Object.entries(RULES) as [Action, Rule][]).map(([action, rule]) => [
    `\`${action}\``,
    Object.entries(rule.by)
      .map(([role, predicate]) => `${role} (${predicate.name})`)
      .join(', ') + (rule.ownCode === true ? ', with their own code' : ''),
    [during(rule.during), ...(rule.only === undefined ? [] : [`${rule.only} only`])].join('; '),
    destinationOf(rule),
    [...clocksOf(rule.meets).map(clock => `meets ${clock}`), ...clocksOf(rule.starts).map(clock => `starts ${clock}`)].join(', ') || '–',
    `\`${rule.event}\``,
    rule.shownTo,
  ])
  return table(['action', 'by', 'during', 'to', 'clocks', 'event', 'shown to'], rows)
}

/** The stage diagram of README, and which transitions of the process no action leads through yet. */
export function printedStages(): string {
  const built = new Set(
    (Object.values(RULES) as Rule[]).flatMap(rule => rule.during.flatMap(from => targets(rule, from).map(to => `${from} → ${to}`))),
  )
  const lines = [...built].map(pair => `  ${pair.replace(' → ', ' --> ')}`)
  const missing = MAIN_STAGES.flatMap(from => TRANSITIONS[from].map(to => `${from} → ${to}`)).filter(pair => !built.has(pair))
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> received',
    ...lines,
    '```',
    '',
    `Transitions of the process that no action leads through yet: ${missing.join(', ')}.`,
  ].join('\n')
}

function clocksOf(moved: Clocks | undefined): string[] {
  if (moved === undefined) return []
  if (moved instanceof Array) return [...moved]
  return Object.entries(moved as Readonly<Record<string, readonly string[]>>).flatMap(([outcome, clocks]) =>
    clocks.map(clock => `${clock} (${outcome})`),
  )
}

/** What leads nowhere new. */
const BACK: readonly string[] = ['stays', 'returns', 'unprepared']

function targets({ to, within = {} }: Rule, from: Stage): string[] {
  const next =
    typeof to === 'string' ? [to] : Object.keys(to).map(outcome => (within[outcome]?.includes(from) === false ? 'stays' : to[outcome]))
  return next.flatMap(stage => (stage === undefined || BACK.includes(stage) ? [] : [stage]))
}

function destinationOf({ to, within = {} }: Rule): string {
  if (typeof to === 'string') return to
  return Object.entries(to)
    .map(([outcome, stage]) => `${outcome}: ${stage}${within[outcome] === undefined ? '' : ` (from ${during(within[outcome])})`}`)
    .join(', ')
}

function during(stages: readonly Stage[]): string {
  if (stages.length === 0) return 'before there is one'
  return stages.length > 9 ? `${stages.length} stages, ${stages.includes('closed') ? 'closed ones too' : 'open ones'}` : stages.join(', ')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}
