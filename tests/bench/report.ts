import type { Timed } from './load.ts'

/** Some requests with the processor time that they took on the measured side, in microseconds. */
export interface Measure extends Timed {
  readonly micros: number
}

/** A thing beside its ceiling; `byTime` compares the middle time instead of the processor, where the server is another process. */
export interface Row {
  readonly real: Measure
  readonly bare: Measure | null
  readonly byTime?: boolean
}

/** How the table begins. */
export function headline(note: string): string {
  const columns = ['database', 'what', 'connections', 'CPU ms', 'ceiling CPU ms', 'ratio', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms']
  return `${note}\n\n| ${columns.join(' | ')} |\n|${columns.map(() => '---|').join('')}`
}

/** One line of the table; `apart` is processor time of each request that stands on its own, as for Argon2. */
export function line(kind: string, name: string, connections: number, { real, bare, byTime }: Row, apart = 0): string {
  const cpu = each(real) - apart / 1_000
  const ratio = bare === null ? null : byTime === true ? quantile(real, 0.5) / quantile(bare, 0.5) : cpu / each(bare)
  const label = apart === 0 ? name : `${name} (+ ${(apart / 1_000).toFixed(1)} ms Argon2)`
  const cells = [
    kind,
    label,
    connections,
    cpu.toFixed(2),
    bare === null ? '—' : each(bare).toFixed(2),
    ratio === null ? '—' : ratio.toFixed(2),
  ]
  const speed = [(real.times.length / real.seconds).toFixed(0), ...[0.5, 0.95, 0.99].map(q => quantile(real, q).toFixed(1))]
  return `| ${[...cells, ...speed].join(' | ')} |`
}

function each({ micros, times }: Measure): number {
  return micros / times.length / 1_000
}

function quantile({ times }: Measure, share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
