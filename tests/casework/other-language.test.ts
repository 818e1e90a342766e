import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASES } from '../support/databases.ts'
import { actOn, newestReference, openFile } from '../support/desk.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { setUpMechanism, type SetUp } from '../support/mechanism.ts'
import { tell } from '../support/tell.ts'

describe.each(DATABASES)('A case in a language that the program has no words in, on %s', kind => {
  let instance: Instance
  let mechanism: SetUp

  beforeAll(async () => {
    instance = await startInstance(kind)
    mechanism = await setUpMechanism(instance)
  })
  afterAll(() => instance.stop())

  it('has its letters begun in the language of the desk, and names the one to write in', async () => {
    const { otieno } = mechanism.people
    await tell(instance.context, { language: 'hi' })
    const reference = await newestReference(instance)
    const visitor = await openFile(instance, mechanism, otieno, reference)
    await visitor.get('/desk/account')
    await visitor.submit({ language: 'ar' }, 'account')
    await actOn(visitor, reference, 'acknowledge', { readback: 'नदी का रास्ता बंद है।', message: 'नमस्ते।' })
    await visitor.get(`/desk/grievances/${reference}/prepare-admission`)
    const beginning = (template: string): string =>
      instance.context.words.in('ar').t(`casework:letters.${template}`, { name: otieno.name }).trim().split('\n')[0] ?? ''
    for (const template of ['admission', 'notAdmitted']) expect(visitor.text).toContain(beginning(template))
    expect(visitor.text).toContain('ويجب أن يُكتب ما تُرسله باللغة الهندية')
    expect(visitor.html).not.toContain('lang="hi"')
    expect(visitor.text).not.toContain(instance.context.words.in('en').t('casework:letters.notAdmitted').trim().slice(0, 20))
  })
})
