import { SealingError } from './errors.ts'

/** How many may work at once, how many may wait, and how long one may wait, in milliseconds. */
export type PoolLimits = { readonly running: number; readonly waiting: number; readonly deadlineMs: number }

/** A bounded place to work. `run` gives work its turn in order of arrival, or throws `SealingError('busy')` without starting it. */
export type Pool = { run<T>(work: () => Promise<T>): Promise<T> }

/** A pool with its own limits; separate doors have separate pools, so that neither starves the other. */
export function newPool(limits: PoolLimits): Pool {
  const waiting = new Set<() => void>()
  let running = 0

  async function turn(): Promise<void> {
    if (running < limits.running) running += 1
    else if (waiting.size < limits.waiting) await waitInLine(waiting, limits.deadlineMs)
    else throw new SealingError('busy')
  }

  function handOver(): void {
    const [next] = waiting
    if (next) next()
    else running -= 1
  }

  return {
    async run(work) {
      await turn()
      try {
        return await work()
      } finally {
        handOver()
      }
    },
  }
}

function waitInLine(line: Set<() => void>, deadlineMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = setTimeout(() => {
      line.delete(start)
      reject(new SealingError('busy'))
    }, deadlineMs)
    function start(): void {
      clearTimeout(leave)
      line.delete(start)
      resolve()
    }
    line.add(start)
  })
}
