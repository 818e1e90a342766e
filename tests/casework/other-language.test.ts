import { expect, it } from 'vitest'
import { actOn, newestReference } from '../support/desk.ts'
import { inMechanism } from '../support/here.ts'
import { tell } from '../support/tell.ts'

inMechanism('A case in a language that the program has no words in', here => {
  it('has its letters begun in the language of the desk, and names the one to write in', async () => {
    const { instance, people } = here
    await tell(instance.context, { language: 'hi' })
    const reference = await newestReference(instance)
    const visitor = await here.file('otieno', reference)
    await visitor.get('/desk/account')
    await visitor.submit({ language: 'ar' }, 'account')
    await actOn(visitor, reference, 'acknowledge', { readback: 'नदी का रास्ता बंद है।', message: 'नमस्ते।' })
    await visitor.get(`/desk/grievances/${reference}/prepare-admission`)
    const beginning = (template: string): string =>
      instance.context.words
        .in('ar')
        .t(`casework:letters.${template}`, { name: people.otieno.name, findings: '60 يومًا', update: '30 يومًا' })
        .trim()
        .split('\n')[0] ?? ''
    for (const template of ['admission', 'notAdmitted']) expect(visitor.text).toContain(beginning(template))
    expect(visitor.text).toContain('ويجب أن يُكتب ما يُرسل باللغة الهندية')
    expect(visitor.html).not.toContain('lang="hi"')
    expect(visitor.text).not.toContain(instance.context.words.in('en').t('casework:letters.notAdmitted').trim().slice(0, 20))
  })
})
