import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { paths } from '../contracts/paths.ts'
import { listsOf } from '../intake/queries.ts'
import type { JsonSchema } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { onceText, openApi, type Described, type OpenApi, type Operation } from './openapi.ts'

/** The document as people read it. */
interface ApiView {
  readonly token: string
  readonly once: string
  readonly document: string
  readonly operations: readonly OperationView[]
  readonly pages: readonly { readonly name: string; readonly title: string; readonly fields: readonly FieldLine[] }[]
}

interface OperationView {
  readonly title: string
  readonly text: string
  readonly request: string
  readonly answer: string
  /** Which files it takes, and the names of the parts that bring them. */
  readonly takes: string | null
  readonly parts: readonly Named[]
  readonly example: string | null
}

interface Named {
  readonly value: string
  readonly label: string
}

interface FieldLine {
  readonly name: string
  readonly label: string
  readonly hint: string | null
  readonly kind: string
  readonly values: readonly Named[]
}

const apiPage = definePage<ApiView>('partners/api', 'public:titles.about')

/** The page that says what programs may send, made from the same document that they read. */
export function apiPages(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get(paths.api(':lang'), { config: { access: 'anyone' } }, async (request, reply) => {
      const lists = await listsOf(context.db, request.words)
      return reply.page(apiPage, apiView(request.words, { mechanism: request.mechanism, lists }))
    })
  }
}

function apiView(words: Translate, described: Described): ApiView {
  const document = openApi(words, described)
  return {
    token: words.t('partners:api.token'),
    once: onceText(words),
    document: paths.openApi(),
    operations: Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => operationView(document, `${method.toUpperCase()} ${path}`, operation)),
    ),
    pages: Object.entries(pagesIn(document)).map(([name, page]) => ({
      name,
      title: String(page.title),
      fields: Object.entries(page.properties as Record<string, JsonSchema>).map(([field, schema]) => fieldLine(words, field, schema)),
    })),
  }
}

function operationView({ servers }: OpenApi, request: string, { summary, description, requestBody, responses }: Operation): OperationView {
  const [method, path] = request.split(' ')
  const example = Object.values(requestBody?.content ?? {})[0]?.example
  const files = requestBody?.content['multipart/form-data']?.schema
  const parts = Object.entries((files?.properties ?? {}) as Record<string, JsonSchema>)
  return {
    title: summary,
    text: description,
    request: `${method} ${servers[0]?.url ?? ''}${path}`,
    answer: Object.entries(responses)
      .filter(([status]) => status.startsWith('2'))
      .map(([status, { description: answered }]) => `${status}: ${String(answered)}`)
      .join(''),
    takes: files === undefined ? null : String(files.description),
    parts: parts.map(([value, { title }]) => ({ value, label: String(title) })),
    example: example === undefined ? null : JSON.stringify(example, null, 2),
  }
}

/** The pages of the form as the document has them. */
function pagesIn(document: OpenApi): Record<string, JsonSchema> {
  const body = document.paths['/grievances']?.post?.requestBody?.content['application/json']?.schema.properties as Record<
    string,
    JsonSchema
  >
  return body.pages?.properties as Record<string, JsonSchema>
}

function fieldLine(words: Translate, name: string, schema: JsonSchema): FieldLine {
  const { title, description } = schema
  const any = schema.items as JsonSchema | undefined
  const values = ((any ?? schema).oneOf ?? []) as readonly { const: string; title: string }[]
  return {
    name,
    label: String(title),
    hint: typeof description === 'string' ? description : null,
    kind: words.t(`partners:api.kinds.${kindOf(schema, values.length > 0)}`, { max: Number(schema.maxLength ?? 0) }),
    values: values.map(({ const: value, title: label }) => ({ value, label })),
  }
}

function kindOf(schema: JsonSchema, listed: boolean): 'any' | 'flag' | 'one' | 'text' {
  if (schema.type === 'array') return 'any'
  if (schema.type === 'boolean') return 'flag'
  return listed ? 'one' : 'text'
}
