import { SealingError } from './errors.ts'

/** What opens, or null where it is damaged, so that one damaged part takes nothing else with it. Any other failure is thrown. */
export function unlessDamaged<T>(open: () => T): T | null {
  try {
    return open()
  } catch (error) {
    if (error instanceof SealingError && error.code === 'damaged') return null
    throw error
  }
}
