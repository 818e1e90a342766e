import type { Selectable } from 'kysely'
import { ADMISSION_REQUIREMENTS } from '../domain/reference/index.ts'
import type { Reader, Schema } from '../contracts/schema.ts'
import { openItems, type OpenItem, type Said } from '../grievances/items.ts'
import { Broken } from '../platform/errors.ts'
import type { Quote } from '../web/act-view.ts'
import type { Scene } from '../web/desk-act.ts'

/** A decision that waits for a second person. */
export type PreparedDecision = Selectable<Schema['decisions']>

/** The decision that waits for a second person, opened, with everything that whoever settles it must have seen. */
export async function preparedDecision(db: Reader, scene: Scene, subject: 'admission' | 'closing') {
  const decision = await db
    .selectFrom('decisions')
    .innerJoin('events', 'events.item_id', 'decisions.item_id')
    .selectAll('decisions')
    .where('decisions.grievance_id', '=', scene.opened.id)
    .where('decisions.subject', '=', subject)
    .orderBy('events.version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (decision === undefined) throw new Broken('a decision waits that nobody prepared')
  const items = await openItems(db, [scene.opened.compartment('internal')], ['decision', 'reason'])
  const said = items.get(decision.item_id)?.said ?? null
  const quotes = [letter(scene, decision, said), ...codes(scene, decision, said), ...note(scene, items.get(decision.note_item_id ?? ''))]
  return { decision, text: said?.text ?? '', said, quotes, routes: [said?.answers?.routes ?? []].flat() as string[] }
}

function letter({ words, opened }: Scene, decision: PreparedDecision, said: Said | null): Quote {
  const label = words.t(`casework:prepared.${decision.subject}.${decision.outcome}`)
  return { label, text: said?.text ?? words.t('casework:cannotOpen'), language: opened.language }
}

/** What was chosen from lists: the three answers, the ground and the other doors; or the axes of the outcome. */
function codes({ words }: Scene, decision: PreparedDecision, said: Said | null): Quote[] {
  const chosen = (label: string, list: string, code: string | null): Quote[] =>
    code === null ? [] : [{ label: words.t(label), text: words.t(`reference:${list}.${code}.label`), language: words.language.tag }]
  const could = ADMISSION_REQUIREMENTS.flatMap((code): Quote[] => {
    const answer = said?.answers?.[code]
    if (typeof answer !== 'string') return []
    return [
      {
        label: words.t(`casework:forms.${code}.label`),
        text: words.t(`casework:forms.${code}.options.${answer}`),
        language: words.language.tag,
      },
    ]
  })
  const routes = [said?.answers?.routes ?? []].flat().map(route => words.t(`reference:externalRoutes.${route}.label`))
  return [
    ...could,
    ...chosen('casework:forms.ground.label', 'nonAdmissionGrounds', decision.ground),
    ...(routes.length === 0
      ? []
      : [{ label: words.t('casework:forms.routes.label'), text: words.list(routes), language: words.language.tag }]),
    ...chosen('casework:forms.finding.label', 'findings', decision.finding),
    ...chosen('casework:forms.agreement.label', 'agreements', decision.agreement),
    ...chosen('casework:forms.delivery.label', 'remedyDeliveries', decision.delivery),
    ...chosen('casework:forms.view.label', 'complainantViews', decision.view),
  ]
}

function note({ words }: Scene, item: OpenItem | undefined): Quote[] {
  return item?.said == null ? [] : [{ label: words.t('casework:forms.note.label'), text: item.said.text, language: item.said.language }]
}
