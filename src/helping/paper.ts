import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { paths } from '../contracts/paths.ts'
import { listsOf } from '../intake/queries.ts'
import { formView, type Field, type Form, type Offered } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import { isolated, type Translate } from '../platform/words.ts'
import { partsIn } from './questions.ts'
import { helperForm } from './tell-form.ts'

/** A question on paper: its words, and lines to write on or boxes to tick. */
interface PaperQuestion {
  readonly name: string
  readonly label: string
  readonly hint: string | null
  readonly lines: readonly number[]
  readonly boxes: readonly string[]
}

/** The whole form to print, with nothing on it that tells who it is for. */
interface PaperView {
  readonly address: string
  readonly parts: readonly { readonly heading: string; readonly questions: readonly PaperQuestion[] }[]
  readonly helper: readonly PaperQuestion[]
  readonly back: string
}

const paperPage = definePage<PaperView>('helping/paper', 'public:titles.paper')
const FEWEST = 2

/** The form on paper, for anyone to print, in every language: its order and numbers are those of the page it is entered on. */
export function paper(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/:lang/paper', { config: { access: 'anyone' } }, async (request, reply) => {
      const { words } = request
      const offered = await listsOf(context.db, words)
      return reply.page(paperPage, {
        address: isolated(`${context.config.publicUrl.origin}${paths.home(words.language.tag)}`),
        parts: partsIn(words).map(({ heading, form }) => ({ heading, questions: questionsOf(words, form, offered) })),
        helper: questionsOf(words, helperForm),
        back: paths.home(words.language.tag),
      })
    })
  }
}

function questionsOf(words: Translate, form: Form, offered: Offered = {}): PaperQuestion[] {
  return formView(form, words, {}, {}, offered).fields.map(({ name, label, hint, options, partial }) => {
    const ticked = partial === 'fields/consent'
    const boxes = ticked ? [words.t('intake:check.ticked')] : options.map(option => option.label)
    return { name, label, hint, boxes, lines: boxes.length > 0 ? [] : linesFor(form.fields[name]) }
  })
}

/** As many lines as the page has, and room for a second one where it has one. */
function linesFor(field: Field | undefined): number[] {
  const rows = field?.widget === 'words' ? Math.max(field.rows, FEWEST) : 1
  return Array.from({ length: rows }, (_none, index) => index)
}
