import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../src/contracts/paths.ts'
import { STEPS } from '../../src/intake/steps.ts'
import type { OpenApi } from '../../src/partners/openapi.ts'
import { bringsFiles } from '../../src/platform/forms/index.ts'
import type { Instance } from '../support/instance.ts'
import type { SetUp } from '../support/mechanism.ts'
import type { Organisation } from '../support/organisation.ts'
import { Visitor } from '../support/visitor.ts'
import { startSpeaking } from '../support/speaking.ts'
import { Tool, tokenOf } from '../support/tool.ts'

const LANGUAGES = ['en', 'sw', 'ar', 'es']

describe('The document for programs', () => {
  let instance: Instance
  let mechanism: SetUp
  let tupendo: Organisation
  beforeAll(async () => {
    ;({ instance, mechanism, tupendo } = await startSpeaking('embedded'))
  })
  afterAll(() => instance.stop())

  const documentIn = async (tag: string): Promise<OpenApi> => {
    const answer = await instance.app.inject({ url: paths.openApi(), headers: { 'accept-language': tag } })
    expect(answer.statusCode).toBe(200)
    return answer.json()
  }
  const bodyOf = (document: OpenApi, path: string, type = 'application/json') => document.paths[path]?.post?.requestBody?.content[type]
  type Properties = Record<string, { title: string; properties: Properties; required?: string[] }>

  it.each(LANGUAGES)('asks in %s every field of every page of the form, and takes files by the names of theirs', async tag => {
    const document = await documentIn(tag)
    const words = instance.context.words.in(tag)
    const { pages } = bodyOf(document, '/grievances')?.schema.properties as Properties
    const parts = bodyOf(document, '/grievances/{reference}/files', 'multipart/form-data')?.schema.properties as Properties
    expect(Object.keys(pages?.properties ?? {})).toEqual(STEPS.map(step => step.name))
    for (const { name, form } of STEPS) {
      const page = pages?.properties[name]
      for (const [field, asked] of Object.entries(form.fields)) {
        const found = bringsFiles(asked) ? parts[field] : page?.properties[field]
        expect(found?.title, `${name}.${field}`).toBe(words.t(`${form.words}.${field}.label`))
        expect(page?.required?.includes(field) ?? false, `${name}.${field}`).toBe(!asked.optional)
      }
    }
    expect(JSON.stringify(document)).toContain(mechanism.operations.dam)
  })

  it('names each answer that it points to', async () => {
    const document = await documentIn('en')
    const pointed = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name = '']) => name)
    expect([...new Set(pointed)].filter(name => !(name in document.components.schemas))).toEqual([])
  })

  it('has examples that are taken in as they stand, and answers with what it says', async () => {
    const { team, lead } = tupendo
    const { token } = await tokenOf(instance, mechanism, lead, { organisation: team.principalId })
    const tool = new Tool(token, instance.app, instance.other)
    for (const tag of LANGUAGES) {
      const document = await documentIn(tag)
      const told = await tool.tell(`tell ${tag}`, bodyOf(document, '/grievances')?.example as object)
      const written = await tool.post(
        `/grievances/${told.reference}/messages`,
        `write ${tag}`,
        bodyOf(document, '/grievances/{reference}/messages')?.example as object,
      )
      const { schemas } = document.components
      const read = await tool.get(`/grievances/${told.reference}`)
      for (const [name, given] of [
        ['tell', told],
        ['write', written.json()],
        ['read', read.json()],
        ['list', (await tool.get('/grievances')).json()],
      ] as const)
        expect(Object.keys(given), name).toEqual(schemas[name]?.required)
    }
  })

  it.each(LANGUAGES)('is a page for people in %s, with the same fields and sentences', async tag => {
    const visitor = await new Visitor(instance.app).get(paths.api(tag))
    expect(visitor.status).toBe(200)
    for (const { name, form } of STEPS)
      for (const field of Object.keys(form.fields)) expect(visitor.html, `${name}.${field}`).toContain(`<code dir="ltr">${field}</code>`)
    for (const { post, get } of Object.values((await documentIn(tag)).paths))
      for (const operation of [post, get]) if (operation !== undefined) expect(visitor.html).toContain(operation.summary)
  })
})
