import { checksOf, remediesOf } from '../remedies/queries.ts'
import type { Quote } from '../web/act-view.ts'
import type { Scene } from '../web/desk-act.ts'

/** What the person says of each remedy, to stand beside what the organisation says; silence is named as silence. */
export async function personsWord(scene: Scene): Promise<Quote> {
  const { words } = scene
  const lines = await remediesOf(scene.context.db, scene.opened, new Map(), true)
  const said = checksOf(words, lines)
  const text = said.length === 0 ? words.t('casework:saysNothing') : words.list(said)
  return { label: words.t('casework:personSays'), text, language: words.language.tag }
}
