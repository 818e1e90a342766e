import type { Mechanism } from '../contracts/http.ts'
import { ANSWER_DAYS } from '../grievances/nonces.ts'
import { STEPS } from '../intake/queries.ts'
import { formSchema, type JsonSchema, type Offered } from '../platform/forms/index.ts'
import type { Translate } from '../platform/words.ts'
import { messageForm } from '../representation/queries.ts'
import { PROBLEMS, type ProblemKind } from '../web/problems.ts'
import { ANSWERS } from './answers.ts'
import { FILE_FIELDS_OF } from './file-fields.ts'

/** What a document is made of besides the words: the mechanism, and the lists that its form offers now. */
export interface Described {
  readonly mechanism: Pick<Mechanism, 'name' | 'languages'>
  readonly lists: Offered
}

/** One operation of the document. */
export interface Operation {
  readonly operationId: OperationName
  readonly summary: string
  readonly description: string
  readonly parameters: readonly JsonSchema[]
  readonly requestBody?: { readonly required: true; readonly content: Readonly<Record<string, { schema: JsonSchema; example?: unknown }>> }
  readonly responses: Readonly<Record<string, JsonSchema>>
}

/** The document that describes what programs may send and are answered (OpenAPI 3.1). */
export interface OpenApi {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly security: readonly JsonSchema[]
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<'get' | 'post', Operation>>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly securitySchemes: Readonly<Record<string, JsonSchema>>
  }
}

type OperationName = 'tell' | 'list' | 'read' | 'write' | 'files'

const ONE = '/grievances/{reference}'
const REFUSALS = {
  tell: ['notUnderstood', 'keyMissing', 'token', 'tooLarge', 'invalid', 'keyOther', 'busy', 'closed'],
  list: ['token', 'busy'],
  read: ['token', 'notFound', 'busy'],
  write: ['notUnderstood', 'keyMissing', 'token', 'notFound', 'notNow', 'invalid', 'keyOther', 'busy'],
  files: ['notUnderstood', 'keyMissing', 'token', 'notFound', 'notNow', 'noIdentity', 'tooLarge', 'invalid', 'keyOther', 'busy'],
} as const satisfies Record<OperationName, readonly ProblemKind[]>

/** Makes the document out of the same forms that people fill in, in the words of a language. */
export function openApi(words: Translate, { mechanism, lists }: Described): OpenApi {
  const language = { title: words.t('partners:api.language'), enum: mechanism.languages }
  const tell = {
    type: 'object',
    additionalProperties: false,
    required: ['language', 'pages'],
    properties: { language, pages: pagesSchema(words, lists) },
  }
  const write = formSchema(messageForm, words)
  const message = { ...write, required: ['language', 'message'], properties: { language, ...(write.properties as object) } }
  return {
    openapi: '3.1.0',
    info: { title: mechanism.name, version: '1', description: words.t('partners:api.lead') },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    paths: {
      '/grievances': {
        post: operation(words, 'tell', { 'application/json': { schema: tell, example: tellExample(words) } }),
        get: operation(words, 'list'),
      },
      [ONE]: { get: operation(words, 'read') },
      [`${ONE}/messages`]: {
        post: operation(words, 'write', { 'application/json': { schema: message, example: messageExample(words) } }),
      },
      [`${ONE}/files`]: { post: operation(words, 'files', { 'multipart/form-data': { schema: filesSchema(words) } }) },
    },
    components: {
      schemas: ANSWERS,
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: words.t('partners:api.token') } },
    },
  }
}

function operation(words: Translate, name: OperationName, content?: NonNullable<Operation['requestBody']>['content']): Operation {
  const once = {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: onceText(words),
    schema: { type: 'string', maxLength: 200 },
  }
  const reference = {
    name: 'reference',
    in: 'path',
    required: true,
    schema: { type: 'string' },
    description: words.t('partners:api.reference'),
  }
  const answered = content === undefined ? '200' : '201'
  return {
    operationId: name,
    summary: words.t(`partners:api.operations.${name}.title`),
    description: words.t(`partners:api.operations.${name}.text`),
    parameters: [...(name === 'tell' || name === 'list' ? [] : [reference]), ...(content === undefined ? [] : [once])],
    ...(content === undefined ? {} : { requestBody: { required: true, content } }),
    responses: {
      [answered]: answer(words.t(`partners:api.operations.${name}.answer`), 'application/json', name),
      ...refusals(words, REFUSALS[name]),
    },
  }
}

function refusals(words: Translate, kinds: readonly ProblemKind[]): Record<string, JsonSchema> {
  const titles = (status: number): string =>
    words.list(kinds.filter(kind => PROBLEMS[kind] === status).map(kind => words.t(`partners:problems.${kind}.title`)))
  return Object.fromEntries(kinds.map(kind => [PROBLEMS[kind], answer(titles(PROBLEMS[kind]), 'application/problem+json', 'problem')]))
}

/** What an `Idempotency-Key` does, and for how long. */
export function onceText(words: Translate): string {
  return words.t('partners:api.once', { time: words.t('public:length.days', { count: ANSWER_DAYS }) })
}

function answer(description: string, type: string, schema: string): JsonSchema {
  return { description, content: { [type]: { schema: { $ref: `#/components/schemas/${schema}` } } } }
}

/** The pages of the form by name: the whole way, and the shorter ones. */
function pagesSchema(words: Translate, lists: Offered): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    minProperties: 1,
    description: words.t('partners:api.pages'),
    properties: Object.fromEntries(
      STEPS.map(({ name, form }) => [name, { title: words.t(`intake:${name}.title`), ...formSchema(form, words, lists) }]),
    ),
  }
}

/** The parts that bring files are called as the fields of the form that bring them. */
function filesSchema(words: Translate): JsonSchema {
  const parts = FILE_FIELDS_OF.map(({ name, form }) => [name, words.t(`${form.words}.${name}.label`)] as const)
  return {
    type: 'object',
    minProperties: 1,
    description: words.t('partners:api.files'),
    properties: Object.fromEntries(
      parts.map(([name, title]) => [name, { title, type: 'string', contentMediaType: 'application/octet-stream' }]),
    ),
  }
}

function tellExample(words: Translate) {
  return {
    language: words.language.tag,
    pages: {
      story: { story: words.t('partners:api.example.story'), ongoing: 'yes', safe: 'not_sure' },
      who: { capacity: 'cap_affected_individual', people: 'few', since: words.t('partners:api.example.since') },
      topics: { topics: ['topic_water_pollution'], computer: false },
    },
  }
}

function messageExample(words: Translate) {
  return { language: words.language.tag, message: words.t('partners:api.example.message') }
}
