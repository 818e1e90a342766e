import Handlebars from 'handlebars'
import { DefaultQueryExecutor, type CompiledQuery } from 'kysely'
import sodium from 'sodium-native'

type Template = Handlebars.TemplateDelegate

/** A page as it was made: its compiled template with all that it was given, what it asked the database, and the boxes it opened. */
export interface Made {
  readonly template: Template
  readonly args: Parameters<Template>
  readonly questions: readonly CompiledQuery[]
  readonly boxes: readonly (() => unknown)[]
}

/** What is written down while a page is made. */
interface Recording {
  page?: Pick<Made, 'template' | 'args'>
  readonly questions: CompiledQuery[]
  readonly boxes: (() => unknown)[]
}

const OPENING = ['crypto_aead_xchacha20poly1305_ietf_decrypt', 'crypto_box_seal_open'] as const

/** Watches templates, questions and boxes, so that a ceiling does the very same. Begins before the program is built. */
export function watchPages(): { record(work: () => Promise<unknown>): Promise<Made> } {
  let recording: Recording | null = null
  watchTemplates((template, args) => void (recording !== null && (recording.page ??= { template, args })))
  watchQuestions(question => void recording?.questions.push(question))
  for (const name of OPENING) watchBoxes(name, open => void recording?.boxes.push(open))
  return {
    record: async work => {
      const now: Recording = { questions: [], boxes: [] }
      recording = now
      await work().finally(() => (recording = null))
      if (now.page === undefined) throw new Error('no page was made')
      return { ...now.page, questions: now.questions, boxes: now.boxes }
    },
  }
}

function watchTemplates(tell: (template: Template, args: Parameters<Template>) => void): void {
  const create = Handlebars.create.bind(Handlebars)
  Handlebars.create = () => {
    const engine = create()
    const compile = engine.compile.bind(engine)
    engine.compile = ((...settings: Parameters<typeof compile>) => {
      const template = compile(...settings)
      return (...args: Parameters<Template>) => {
        tell(template, args)
        return template(...args)
      }
    }) as typeof compile // a template is called with a view and its data, and nothing else of it is used
    return engine
  }
}

function watchQuestions(tell: (question: CompiledQuery) => void): void {
  const ask = DefaultQueryExecutor.prototype.executeQuery
  DefaultQueryExecutor.prototype.executeQuery = function (question, ...rest) {
    tell(question)
    return ask.call(this, question, ...rest) as never // the same answer, as it comes
  }
}

function watchBoxes(name: (typeof OPENING)[number], tell: (open: () => unknown) => void): void {
  const open = sodium[name] as (...args: unknown[]) => unknown
  Object.assign(sodium, {
    [name]: (...args: unknown[]) => {
      tell(() => open(...args))
      return open(...args)
    },
  })
}
