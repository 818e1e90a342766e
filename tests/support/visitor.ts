import type { FastifyInstance, LightMyRequestResponse } from 'fastify'

type Values = Readonly<Record<string, string | readonly string[]>>

/** A browser without a screen: keeps cookies, follows redirects, and sends the forms that a page really has. */
export class Visitor {
  private readonly instances: readonly FastifyInstance[]
  private readonly cookies = new Map<string, string>()
  private turn = 0
  url = '/'
  status = 0
  html = ''
  headers: LightMyRequestResponse['headers'] = {}

  /** With two instances each request goes to the other one in turn. */
  constructor(...instances: readonly FastifyInstance[]) {
    this.instances = instances
  }

  async get(url: string): Promise<this> {
    return this.arrive(await this.send({ method: 'GET', url }), url)
  }

  /** Sends the form whose action ends in `action` (the page's own before others, or the first) with its hidden fields and these values. */
  async submit(values: Values, action = ''): Promise<this> {
    const form = this.form(action)
    return this.arrive(await this.send({ method: 'POST', url: form.action, ...bodyOf(form, values) }), form.action)
  }

  /** Chooses another language with what is typed in the page's form, as its own button does. */
  async choose(language: string, values: Values = {}): Promise<this> {
    const [button = ''] = new RegExp(`<button[^>]* name="shown_in" value="${language}"[^>]*>`).exec(this.html) ?? []
    const to = attribute(button, 'formaction')
    const [, tag = '', inside = ''] = /<form( id="page"[^>]*)>([^]*?)<\/form>/.exec(this.html) ?? []
    if (to === undefined || tag === '') throw new Error(`nothing typed goes along on ${this.url} (${this.status})`)
    const form = formFrom(tag, inside, this.url)
    const multipart = (attribute(button, 'formenctype') ?? tag).includes('multipart')
    const body = bodyOf({ ...form, multipart }, { ...values, shown_in: language })
    return this.arrive(await this.send({ method: 'POST', url: to, ...body }), to)
  }

  /** What `submit` would send, for sending it twice or late. */
  prepared(values: Values, action = ''): { url: string; payload: string | Buffer; headers: Record<string, string> } {
    const form = this.form(action)
    return { url: form.action, ...bodyOf(form, values) }
  }

  async repeat(request: { url: string; payload: string | Buffer; headers: Record<string, string> }): Promise<this> {
    return this.arrive(await this.send({ method: 'POST', ...request }), request.url)
  }

  /** The words of the page, without its marks. */
  get text(): string {
    return this.html
      .replace(/<(style|script)[^]*?<\/\1>/g, ' ')
      .replace(/<[^>]+>/g, ' ')
      .replace(/&#x27;/g, "'")
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&')
      .replace(/\s+/g, ' ')
  }

  links(): string[] {
    return [...this.html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href)
  }

  private async send(request: {
    method: 'GET' | 'POST'
    url: string
    payload?: string | Buffer
    headers?: Record<string, string>
  }): Promise<LightMyRequestResponse> {
    const app = this.instances[this.turn++ % this.instances.length]
    if (app === undefined) throw new Error('a visitor needs an instance')
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await app.inject({ ...request, headers: { ...request.headers, ...(cookie === '' ? {} : { cookie }) } })
    for (const { name, value } of response.cookies) this.cookies.set(name, value)
    return response
  }

  private async arrive(response: LightMyRequestResponse, url: string): Promise<this> {
    this.status = response.statusCode
    this.headers = response.headers
    this.url = url
    const location = response.headers.location
    if (response.statusCode >= 300 && response.statusCode < 400 && location !== undefined && location.startsWith('/'))
      return this.get(location)
    this.html = response.body
    return this
  }

  private form(action: string): PageForm {
    const forms = [...this.html.matchAll(/<form([^>]*)>([^]*?)<\/form>/g)].map(([, tag = '', inside = '']) =>
      formFrom(tag, inside, this.url),
    )
    const fitting = forms.filter(form => form.action.endsWith(action))
    const found = fitting.find(form => form.own) ?? fitting[0]
    if (found === undefined)
      throw new Error(`no form ends in ${action} on ${this.url} (${this.status}): ${forms.map(form => form.action).join(' ')}`)
    return found
  }
}

interface PageForm {
  readonly own: boolean
  readonly action: string
  readonly multipart: boolean
  readonly values: Values
}

function formFrom(tag: string, inside: string, url: string): PageForm {
  const values: Record<string, string | string[]> = {}
  for (const [input] of inside.matchAll(/<input[^>]*>/g)) {
    const type = attribute(input, 'type') ?? 'text'
    const name = attribute(input, 'name')
    if (name === undefined || type === 'file' || (['radio', 'checkbox'].includes(type) && !/ checked/.test(input))) continue
    values[name] = values[name] === undefined ? (attribute(input, 'value') ?? '') : [values[name], attribute(input, 'value') ?? ''].flat()
  }
  for (const [, tagged = '', text = ''] of inside.matchAll(/<textarea([^>]*)>([^]*?)<\/textarea>/g))
    values[attribute(tagged, 'name') ?? ''] = decode(text)
  for (const [, tagged = '', options = ''] of inside.matchAll(/<select([^>]*)>([^]*?)<\/select>/g)) {
    const selected = /<option value="([^"]*)"[^>]* selected/.exec(options)
    values[attribute(tagged, 'name') ?? ''] = selected?.[1] ?? ''
  }
  const own = attribute(tag, 'id') === 'page'
  return { own, action: attribute(tag, 'action') ?? url, multipart: tag.includes('multipart'), values }
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(` ${name}="([^"]*)"`).exec(tag)
  return found?.[1] === undefined ? undefined : decode(found[1])
}

function decode(text: string): string {
  return text
    .replace(/&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&#x3D;/g, '=')
    .replace(/&amp;/g, '&')
}

/** A value `@name.jpg:<base64>` is a file; a form that takes no files sends its name. */
const FILE = /^@([^:]+):([^]*)$/

function bodyOf(form: PageForm, given: Values): { payload: string | Buffer; headers: Record<string, string> } {
  const pairs = Object.entries({ ...form.values, ...given }).flatMap(([name, value]) => [value].flat().map(one => [name, one] as const))
  if (!form.multipart) {
    const body = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, FILE.exec(value)?.[1] ?? value]))
    return { payload: body.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } }
  }
  const boundary = 'recourse-test-boundary'
  const parts = pairs.map(([name, value]) => {
    const file = FILE.exec(value)
    if (file === null) return Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="${file[1]}"\r\ncontent-type: application/octet-stream\r\n\r\n`
    return Buffer.concat([Buffer.from(head), Buffer.from(file[2] ?? '', 'base64'), Buffer.from('\r\n')])
  })
  return {
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}
