import type { DraftFile } from '../grievances/files.ts'
import type { Translate } from '../platform/words.ts'

const LONGEST = 60

/** What a story is called until somebody gives it a better title: how it begins, or what was sent where nothing was written. */
export function titleOf(words: Translate, story: string, files: readonly DraftFile[]): string {
  const text = story.replace(/\s+/g, ' ').trim()
  if (text === '') return words.t(files.some(file => file.kind === 'voice') ? 'intake:titles.voice' : 'intake:titles.picture')
  const letters = Array.from(text)
  if (letters.length <= LONGEST) return text
  const cut = letters.slice(0, LONGEST + 1).join('')
  const end = cut.lastIndexOf(' ')
  return `${end > LONGEST / 2 ? cut.slice(0, end) : letters.slice(0, LONGEST).join('')}…`
}
