import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

/** The highest mark, given to what takes ten thousand million guesses or more. */
const HARD = 4
/** How much of a passphrase is judged: what is longer takes long to judge, and is no easier to guess. */
const JUDGED = 40

let judge: Promise<ZxcvbnFactory> | undefined

/**
 * Whether a passphrase is soon guessed by somebody who tries what people often choose and what they know about whoever chose it. Spaces
 * make it no harder. The lists of what people choose are in memory only once somebody chooses.
 */
export async function isGuessable(text: string, about: readonly string[]): Promise<boolean> {
  const { score } = (await (judge ??= loadJudge())).check(joined(text).slice(0, JUDGED), about.flatMap(wordsIn))
  return score < HARD
}

async function loadJudge(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
}

/** A name or an address, whole, without its spaces, and each word of it. */
function wordsIn(text: string): string[] {
  return [text, joined(text), ...text.split(/[^\p{L}\p{N}]+/u)].filter(word => word !== '')
}

function joined(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '')
}
