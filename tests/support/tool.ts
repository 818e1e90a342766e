import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import type { Instance } from './instance.ts'
import type { SetUp, Staff } from './mechanism.ts'
import { Visitor } from './visitor.ts'

export const STORY = 'Mafuta yamemwagika shambani kwetu tangu bomba lipasuke. Watoto wanaumwa tumbo.'
export const TOLD = { language: 'sw', pages: { story: { story: STORY, ongoing: 'yes' }, who: { people: 'few' } } }
export const TOKENS = '/desk/our-people/tokens'

/** A token as it is shown. Nothing shorter will do: the signs of a page's forms are letters by chance too. */
export const TOKEN = /(?<![\w-])gp_[0-9a-f]{32}_[\w-]{43}(?![\w-])/

/** A lead makes a token on the page of the desk; gives it as it is shown. */
export async function tokenOf(
  instance: Instance,
  mechanism: SetUp,
  lead: Staff,
  given: { readonly organisation: string; readonly lastDay?: string; readonly toolName?: string },
): Promise<{ token: string; visitor: Visitor }> {
  const visitor = await mechanism.signIn(new Visitor(instance.app, instance.other), lead)
  await visitor.get(TOKENS)
  expect(visitor.html, 'the only organisation that is led is chosen').toContain(`<option value="${given.organisation}" selected>`)
  await visitor.submit({ toolName: 'Field forms', lastDay: '2027-06-30', ...given }, TOKENS)
  const token = TOKEN.exec(visitor.html)?.[0] ?? ''
  expect(token, visitor.text.slice(0, 400)).not.toBe('')
  return { token, visitor }
}

/** A field tool: sends and asks with its token, by turns to each instance. */
export class Tool {
  private readonly instances: readonly FastifyInstance[]
  readonly secret: string
  private turn = 0

  constructor(secret: string, ...instances: readonly FastifyInstance[]) {
    this.secret = secret
    this.instances = instances
  }

  get bearer(): string {
    return `Bearer ${this.secret}`
  }

  get(path: string): Promise<LightMyRequestResponse> {
    return this.send({ method: 'GET', url: `/api/v1${path}` })
  }

  post(path: string, key: string, body: object): Promise<LightMyRequestResponse> {
    return this.send({ method: 'POST', url: `/api/v1${path}`, headers: { 'idempotency-key': key }, payload: body })
  }

  /** Sends files by the names of their fields. */
  postFiles(
    reference: string,
    key: string,
    files: readonly { field: string; name: string; bytes: Buffer }[],
  ): Promise<LightMyRequestResponse> {
    const parts = files.map(({ field, name, bytes }) =>
      Buffer.concat([
        Buffer.from(`--edge\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\n\r\n`),
        bytes,
        Buffer.from('\r\n'),
      ]),
    )
    return this.send({
      method: 'POST',
      url: `/api/v1/grievances/${reference}/files`,
      headers: { 'idempotency-key': key, 'content-type': 'multipart/form-data; boundary=edge' },
      payload: Buffer.concat([...parts, Buffer.from('--edge--\r\n')]),
    })
  }

  /** Tells something, and gives what it was answered. */
  async tell(key: string, body: object = TOLD): Promise<{ reference: string; code: string; answerBy: string }> {
    const answer = await this.post('/grievances', key, body)
    expect(answer.statusCode, answer.body).toBe(201)
    return answer.json()
  }

  private async send(request: InjectOptions): Promise<LightMyRequestResponse> {
    const app = this.instances[this.turn++ % this.instances.length]
    if (app === undefined) throw new Error('a tool needs an instance to talk to')
    return app.inject({ ...request, headers: { ...request.headers, authorization: this.bearer } })
  }
}
