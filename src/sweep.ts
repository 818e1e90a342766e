import type { Context } from './contracts/context.ts'
import { deliverLetters } from './letters/deliver.ts'
import { sealChain } from './stewardship/chain.ts'
import { openSurveys } from './effectiveness/open-surveys.ts'
import { askNextOnDuty } from './grievances/duty.ts'
import { endMandates } from './representation/end-mandates.ts'
import { forgetExpired } from './intake/forget-expired.ts'
import { endPastTokens } from './web/tokens.ts'

const EVERY_MS = 5_000

/** What happens without anybody asking; it has no keys and touches no words. Gives the way to stop. */
export function startSweeping(context: Context): () => void {
  let running = Promise.resolve()
  const timer = setInterval(() => {
    running = running.then(() => sweep(context)).catch(error => console.error('sweep', (error as Error).name))
  }, EVERY_MS)
  return () => clearInterval(timer)
}

/** One round: seals the record, asks the next on duty, sends letters, opens surveys that are due, ends mandates and tokens that ran out, forgets what has expired. */
export async function sweep(context: Context): Promise<void> {
  await sealChain(context)
  await askNextOnDuty(context)
  await deliverLetters(context)
  await openSurveys(context)
  await endMandates(context)
  await endPastTokens(context)
  await forgetExpired(context)
}
