import { expect, it } from 'vitest'
import { digitsAt } from '../../src/accounts/six-digits.ts'
import { openByRecoveryCode } from '../../src/accounts/unlocks.ts'
import { deliverLetters } from '../../src/letters/deliver.ts'
import { inMechanism } from '../support/here.ts'
import { accept, CHOSEN, codesOn, invitedTo, pathOf, secretOn } from '../support/newcomers.ts'
import { Visitor } from '../support/visitor.ts'

type Sent = ReturnType<Visitor['prepared']>

inMechanism('An invitation', here => {
  const invited = (email: string): Promise<string> => invitedTo(here.mechanism, new Visitor(here.instance.app, here.instance.other), email)
  const accounts = async (): Promise<number> => (await here.instance.context.db.selectFrom('accounts').select('id').execute()).length

  it('shows Amani the same secret and the same code until he has it, then makes one account, however often each page is sent', async () => {
    const link = await invited('amani@rivers.example')
    const before = await accounts()
    const visitor = await new Visitor(here.instance.app, here.instance.other).get(link)
    const again = async (request: Sent): Promise<Visitor> => new Visitor(here.instance.other).repeat(request)
    const profile = visitor.prepared({ name: 'Amani', language: 'en', ...CHOSEN }, link)
    const secret = secretOn(await visitor.repeat(profile))
    expect(secretOn(await again(profile))).toBe(secret)
    const digits = visitor.prepared({ digits: digitsAt(secret, here.instance.clock.now()) }, link)
    const codes = codesOn(await visitor.repeat(digits))
    expect(codes).toHaveLength(1)
    here.instance.clock.advance(20 * 60_000)
    expect(codesOn(await again(digits)), 'the digits of his app fit for as long as he may need to write').toEqual(codes)
    expect(await accounts(), 'nothing is made yet').toBe(before)
    const having = visitor.prepared({}, link)
    const twice = await Promise.all([again(having), visitor.repeat(having)])
    expect(twice.map(({ url, text }) => [url, text.includes('Waits for a lead')])).toEqual([
      ['/desk/account', true],
      ['/desk/account', true],
    ])
    expect(await openByRecoveryCode(here.instance.context.db, (codes[0] ?? '').replaceAll(' ', '-'))).not.toBeNull()
    expect(await accounts()).toBe(before + 1)
    for (const request of [profile, digits, having])
      expect([(await visitor.repeat(request)).url, visitor.status]).toEqual(['/desk/account', 200])
    expect((await again(digits)).text, 'whoever has no session signs in').toContain('I lost my passphrase')
  })

  it('says to Amani that nothing was made where he comes back too late, and keeps what he typed on the first page', async () => {
    const link = await invited('amani.again@rivers.example')
    const visitor = await new Visitor(here.instance.app, here.instance.other).get(link)
    const first = visitor.prepared({ name: 'Amani', language: 'en', ...CHOSEN, again: 'seven grey herons fly' }, link)
    await visitor.submit({ name: 'Amani', language: 'en', ...CHOSEN }, link)
    await visitor.submit({ digits: digitsAt(secretOn(visitor), here.instance.clock.now()) }, link)
    here.instance.clock.advance(61 * 60_000)
    await visitor.submit({}, link)
    expect([visitor.status, visitor.text.includes('no account was made')]).toEqual([422, true])
    await visitor.repeat(first)
    expect(visitor.html).toContain('value="Amani"')
    expect(visitor.text).toContain('The two are not the same')
  })

  it('writes to Salma in the language that she reads, and asks her in it; what she chooses counts from there', async () => {
    const ines = await here.signedIn('ines')
    await ines.get('/desk/steward/people')
    expect(ines.html).toContain('<option value="en" selected>English</option>')
    const asked = { email: 'salma.haddad@rivers.example', team: here.mechanism.teams.river.principalId, role: 'handler' }
    await ines.submit({ ...asked, language: 'fr' }, 'people')
    expect(ines.text).toContain('The language they read: Please choose one.')
    const inviting = ines.prepared({ ...asked, language: 'ar' }, 'people')
    const links: (string | undefined)[] = []
    for (const _twice of [1, 2]) links.push(/http[^<\s]+\/invitation\/[\w-]+/.exec((await ines.repeat(inviting)).text)?.[0])
    expect(links[0]).toBeDefined()
    expect(links[1], 'an answer that was lost is shown again').toBe(links[0])
    await deliverLetters(here.instance.context)
    const letter = here.instance.letters.find(({ to }) => to === asked.email)
    expect(letter?.text).toMatch(/\p{Script=Arabic}/u)
    const link = pathOf(/http\S+\/invitation\/\S+/.exec(letter?.text ?? '')?.[0] ?? null)
    const visitor = await here.visitor().get(link)
    expect(visitor.html).toContain('<html lang="ar" dir="rtl">')
    expect(visitor.html).toContain('<option value="ar" selected>')
    await visitor.submit({ name: 'Salma', language: 'sw', ...CHOSEN }, link)
    expect(visitor.html).toContain('<html lang="sw"')
    await visitor.submit({ digits: digitsAt(secretOn(visitor), here.instance.clock.now()) }, link)
    expect(visitor.html).toContain('<html lang="sw"')
  })

  it('says of an invitation that was used that it is over, and how to get another one', async () => {
    const link = await invited('once@rivers.example')
    await accept(here.instance, link, 'Once')
    const later = await new Visitor(here.instance.app).get(link)
    expect(later.status).toBe(404)
    expect(later.text).toContain('This invitation is over')
    expect(later.text).toContain('ask whoever invited you for a new invitation')
  })

  it('lets an invitation count for seven days only', async () => {
    const link = await invited('late@rivers.example')
    here.instance.clock.advance(8 * 86_400_000)
    const visitor = await new Visitor(here.instance.app).get(link)
    expect(visitor.status).toBe(404)
  })

  it('replaces an invitation to the same address, withdraws one, and says who is a member already', async () => {
    const letters = async (): Promise<number> =>
      (await here.instance.context.db.selectFrom('letters').select('id').where('dedupe', 'like', 'invitation:%').execute()).length
    const before = await letters()
    const first = await invited('twice@rivers.example')
    const second = await invited('Twice@rivers.example')
    const opens = async (link: string): Promise<number> => (await new Visitor(here.instance.app).get(link)).status
    expect([await opens(first), await opens(second)]).toEqual([404, 200])
    const ines = await here.mechanism.signIn(new Visitor(here.instance.app), here.mechanism.people.ines)
    await ines.get('/desk/steward/people')
    expect(ines.html.match(/twice@rivers/gi)).toHaveLength(1)
    await ines.submit({}, 'withdraw')
    expect(ines.html).not.toMatch(/twice@rivers/i)
    expect(await opens(second)).toBe(404)
    expect(await letters()).toBe(before)
    await ines.submit(
      { email: here.mechanism.people.wanjiru.email, team: here.mechanism.teams.river.principalId, role: 'handler' },
      'people',
    )
    expect(ines.status).toBe(422)
    expect(ines.text).toContain('This person has a place in this team already')
    expect(ines.html).toContain(`value="${here.mechanism.people.wanjiru.email}"`)
  })
})
