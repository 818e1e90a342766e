import { beforeAll, expect, it } from 'vitest'
import { STORY } from '../intake/told.ts'
import { newestReference } from '../support/desk.ts'
import { inMechanism } from '../support/here.ts'
import { tell } from '../support/tell.ts'
import type { Visitor } from '../support/visitor.ts'

inMechanism('Somebody at the desk whose step is refused', here => {
  let reference: string
  let salma: Visitor
  let otieno: Visitor
  let otienosPhone: Visitor
  const first = (html: string): string => /<main[^]*<\/main>/.exec(html)?.[0] ?? ''

  beforeAll(async () => {
    await tell(here.instance.context)
    reference = await newestReference(here.instance)
    salma = await here.file('salma', reference)
    otieno = await here.file('otieno', reference)
    otienosPhone = await here.file('otieno', reference)
  })

  it('reads that somebody else may have done it, keeps every word, and goes on to the case', async () => {
    const at = `/desk/grievances/${reference}`
    for (const one of [salma, otieno, otienosPhone]) await one.get(`${at}/acknowledge`)
    await otieno.submit({ readback: 'You walk two hours.', message: 'Hello.' }, 'acknowledge')
    for (const [late, said] of [
      [otienosPhone, 'Somebody else may have done it meanwhile'],
      [salma, 'they took it on meanwhile'],
    ] as const) {
      await late.submit({ readback: 'Yes.', message: 'Two words.' }, 'acknowledge')
      expect(late.status).toBe(409)
      expect(late.text).toContain(said)
      for (const words of ['Yes.', 'Two words.']) expect(late.html).toContain(`<blockquote dir="auto">${words}</blockquote>`)
      expect(first(late.html)).toContain(`href="${at}">To the case</a>`)
      expect(first(late.html)).not.toContain('<form')
    }
  })

  it('reads nothing of words below where none were written, and no code of what was chosen', async () => {
    await otieno.get(`/desk/grievances/${reference}/name-topics`)
    const late = otieno.prepared({ topics: ['water', 'land'] }, 'name-topics')
    await otieno.repeat({ ...late, payload: String(late.payload).replace(/csrf=[^&]+/, 'csrf=old') })
    expect(otieno.status).toBe(403)
    expect(otieno.text).not.toContain('what you wrote')
    expect(first(otieno.html)).not.toContain('<blockquote')
    expect(first(otieno.html)).toContain('<input type="hidden" name="topics" value="water">')
    expect(otieno.text).toContain('Send it again')
  })

  it('finds a very long text again beside what is wrong with it, in any script', async () => {
    for (const note of ['नदी का रास्ता '.repeat(3_300), `${STORY} `.repeat(4_600)]) {
      await salma.get(`/desk/grievances/${reference}/write-note`)
      await salma.submit({ note }, 'write-note')
      expect(salma.status).toBe(422)
      expect(salma.text).toMatch(/This is too long. Please use at most 20.?000 characters/)
      expect(salma.html).toContain(note.slice(-2_000).trim())
    }
  })

  it('reads of a text that no page takes that it is long, and nothing of files', async () => {
    await salma.get(`/desk/grievances/${reference}/write-note`)
    await salma.submit({ note: 'a'.repeat(5_000_000) }, 'write-note')
    expect(salma.status).toBe(413)
    expect(salma.text).toContain('This text is too long')
    expect(salma.text).not.toMatch(/file/i)
  })
})
