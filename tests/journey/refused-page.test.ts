import { expect, it } from 'vitest'
import { inMechanism } from '../support/here.ts'
import { openPage } from '../support/speaking.ts'

/** More than a page takes. */
const WORDS = `They did not give back the field.${' They did not.'.repeat(1_500)}`
const HOURS = 3_600_000

inMechanism('A page that comes back with something wrong on it', here => {
  const events = async (id: string): Promise<number> =>
    (await here.instance.context.db.selectFrom('events').select('id').where('grievance_id', '=', id).execute()).length

  it('has an address that shows it again, with what was typed, and sending from there does it once', async () => {
    const one = await here.told()
    const amina = await one.shows(8)
    await amina.submit({ words: WORDS }, '/8')
    const refused = amina.url
    expect([amina.status, refused.split('?')[0], amina.html.includes('aria-invalid')]).toEqual([422, '/en/messages/8', true])
    await amina.submit({ words: 'They did not.' }, '/8')
    expect(amina.url).toBe('/en/messages')
    const before = await events(one.id)
    await amina.get(refused)
    expect([amina.status, amina.html.includes(`${WORDS}</textarea>`)]).toEqual([422, true])
    await amina.submit({ words: 'They did not.' }, '/8')
    expect([amina.url, await events(one.id)]).toEqual(['/en/messages', before])
  })

  it('rests sealed, and ends with the session it came back in', async () => {
    const one = await here.told()
    const amina = await one.shows(8)
    await amina.submit({ words: WORDS }, '/8')
    const refused = amina.url
    const rows = await here.instance.context.db.selectFrom('refused_pages').selectAll().execute()
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(row.page_sealed.toString('latin1')).not.toContain(WORDS)
    await amina.get('/en/leave')
    await openPage(here.instance, one.code)
    expect((await amina.get(refused)).html).not.toContain(WORDS)
  })

  it('is shown to nobody else who has its address', async () => {
    const [one, other] = [await here.told(), await here.told()]
    const amina = await one.shows(8)
    await amina.submit({ words: WORDS }, '/8')
    const next = await other.person()
    await next.get(amina.url)
    expect([next.status, next.url.split('?')[0], next.html.includes(WORDS)]).toEqual([200, '/en/messages/8', false])
    await next.get('/en/messages/8?again=anything')
    expect(next.status).toBe(200)
  })

  it('is kept for the last eight of a session', async () => {
    const amina = await (await here.told()).shows(8)
    const addresses: string[] = []
    for (let turn = 0; turn < 9; turn += 1) {
      await amina.submit({ words: `${WORDS} ${turn}` }, '/8')
      addresses.push(amina.url)
    }
    const shown: number[] = []
    for (const address of addresses) shown.push((await amina.get(address)).status)
    expect(shown).toEqual([200, ...Array.from({ length: 8 }, () => 422)])
  })

  it('comes back at the desk where its form is, also where it was sent to an address that shows nothing', async () => {
    const lead = await here.signedIn('wanjiru')
    await lead.get('/desk/account')
    await lead.submit({ digits: '000' }, '/code')
    expect([lead.status, lead.url.split('?')[0]]).toEqual([422, '/desk/account'])
    const kept = async (): Promise<number> => (await here.instance.context.db.selectFrom('refused_pages').select('id').execute()).length
    const before = await kept()
    const { url } = lead
    await lead.submit({ old: 'not it', passphrase: 'one two three four five', again: 'one two three four' }, '/passphrase')
    expect([lead.status, await kept()], 'a page with a passphrase on it rests nowhere').toEqual([422, before])
    here.instance.clock.advance(13 * HOURS)
    await lead.get(url)
    expect(lead.text).toContain('Passphrase')
  })
})
