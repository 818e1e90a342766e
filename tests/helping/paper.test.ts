import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.ts'
import { setUpMechanism, type SetUp } from '../support/mechanism.ts'
import { Visitor } from '../support/visitor.ts'

const LANGUAGES = ['en', 'sw', 'ar', 'es']
const NUMBER = /^[\p{Nd}]+\. /u

describe('The form on paper', () => {
  let instance: Instance
  let mechanism: SetUp
  let wanjiru: Visitor

  beforeAll(async () => {
    instance = await startInstance('embedded')
    mechanism = await setUpMechanism(instance)
    wanjiru = await mechanism.signIn(new Visitor(instance.app), mechanism.people.wanjiru)
  })
  afterAll(() => instance.stop())

  const onPaper = async (lang: string): Promise<{ name: string; label: string }[]> => {
    const { html } = await new Visitor(instance.app).get(`/${lang}/paper`)
    return [...html.matchAll(/data-question="(\w+)"><h3>([^<]*)</g)].map(([, name = '', label = '']) => ({ name, label }))
  }

  const onScreen = async (lang: string): Promise<{ name: string; label: string }[]> => {
    await wanjiru.get('/desk/account')
    await wanjiru.submit({ language: lang }, '/account')
    const { html } = await wanjiru.get('/desk/tell')
    const form = html.slice(html.indexOf('name="carry"'))
    return [...form.matchAll(/<div class="field[^]*?<\/div>|<fieldset class="field[^]*?<\/fieldset>/g)].map(([field]) => ({
      name: / name="(\w+)"/.exec(field)?.[1] ?? '',
      label: (/<(?:label for="\w+"|legend[^>]*)>([^<]*)/.exec(field)?.[1] ?? /<b>([^<]*)/.exec(field)?.[1] ?? '').trim(),
    }))
  }

  it.each(LANGUAGES)('has the same questions in the same order with the same numbers as the page it is entered on, in %s', async lang => {
    const paper = await onPaper(lang)
    expect(paper.length).toBeGreaterThan(25)
    expect(paper.filter(({ label }) => NUMBER.test(label)).length).toBe(paper.length - 5)
    expect(await onScreen(lang)).toEqual(paper)
  })

  it('asks the same in every language', async () => {
    const names = await Promise.all(LANGUAGES.map(async lang => (await onPaper(lang)).map(({ name }) => name)))
    for (const other of names) expect(other).toEqual(names[0])
  })

  it('is open to anyone, names nobody and leads to no page of anybody', async () => {
    const anyone = await new Visitor(instance.app).get('/sw/paper')
    expect(anyone.status).toBe(200)
    expect(anyone.text).toContain('Rivers and Works')
    expect(anyone.html).not.toContain('<form')
  })
})
