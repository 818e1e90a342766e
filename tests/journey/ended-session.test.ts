import { expect, it } from 'vitest'
import { inMechanism } from '../support/here.ts'

const HOURS = 3_600_000

inMechanism('A page whose session has ended', here => {
  it('keeps what was typed, and sends it after the code is typed again', async () => {
    const { code, person } = await here.told()
    const amina = await person()
    const late = amina.prepared({ message: 'Words that are not lost.' }, '/2')
    here.instance.clock.advance(3 * HOURS)
    await amina.repeat(late)
    expect(amina.status).toBe(401)
    await amina.submit({ code }, '/1')
    expect(amina.text).toContain('Words that are not lost.')
    here.instance.clock.advance(3 * HOURS)
    await amina.submit({}, '/2')
    await amina.submit({ code }, '/1')
    expect(amina.text, 'and does so again where that came too late as well').toContain('Words that are not lost.')
    await amina.submit({}, '/2')
    expect(amina.url).toBe('/en/messages')
    expect(amina.text).toContain('Words that are not lost.')
  })

  it('shows it to nobody else who opens theirs on the same phone', async () => {
    const [left, next] = [await here.told(), await here.told()]
    const amina = await left.person()
    const late = amina.prepared({ message: 'Only for the team.' }, '/2')
    here.instance.clock.advance(3 * HOURS)
    await amina.repeat(late)
    await amina.submit({ code: next.code }, '/1')
    expect([amina.url, amina.text.includes('Only for the team.')]).toEqual(['/en/messages', false])
  })

  it('that takes files keeps the words, and says that files are chosen again', async () => {
    const { code, shows } = await here.told()
    const amina = await shows(3)
    const picture = `@path.txt:${Buffer.from('not looked at').toString('base64')}`
    const late = amina.prepared({ words: 'This is the path they closed.', files: picture }, '/3')
    here.instance.clock.advance(3 * HOURS)
    expect((await amina.repeat(late)).status).toBe(401)
    await amina.submit({ code }, '/1')
    expect(amina.text).toContain('This is the path they closed.')
    expect(amina.text).toContain('Files are not kept.')
    await amina.submit({}, '/3')
    expect(amina.status).toBe(422)
    expect(amina.html).toContain('This is the path they closed.</textarea>')
  })
})
