import { readProfile } from '../../src/accounts/queries.ts'
import { removeMember } from '../../src/accounts/remove-member.ts'
import { openByRecoveryCode } from '../../src/accounts/unlocks.ts'
import { sealingTarget } from '../../src/grievances/principals.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASES } from '../support/databases.ts'
import { offerSetUp } from '../../src/stewardship/set-up-link.ts'
import { digitsAt } from '../../src/accounts/six-digits.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { accept, CHOSEN, codesOn, invitedTo, pathOf, secretOn } from '../support/newcomers.ts'
import { actorOf, digitsNow, setUpMechanism, type SetUp } from '../support/mechanism.ts'
import { Visitor } from '../support/visitor.ts'

describe.each(DATABASES)('Signing in, on %s', kind => {
  let instance: Instance
  let mechanism: SetUp

  beforeAll(async () => {
    instance = await startInstance(kind)
    mechanism = await setUpMechanism(instance)
  })
  afterAll(() => instance.stop())

  it('lets Wanjiru in on both instances with her passphrase and fresh digits', async () => {
    const visitor = new Visitor(instance.app, instance.other)
    await mechanism.signIn(visitor, mechanism.people.wanjiru)
    expect(visitor.headers['set-cookie']).toBeUndefined()
    await visitor.get('/desk/sign-in')
    expect(visitor.url).toBe('/desk/')
    await visitor.get('/desk/sign-in')
    expect(visitor.url).toBe('/desk/')
  })

  it('refuses digits that were used before, with the sentence of a wrong passphrase', async () => {
    const { wanjiru } = mechanism.people
    await mechanism.signIn(new Visitor(instance.app), wanjiru)
    const again = await new Visitor(instance.other).get('/desk/sign-in')
    await again.submit({ email: wanjiru.email, passphrase: wanjiru.passphrase, digits: digitsNow(wanjiru, instance.clock) })
    expect(again.status).toBe(422)
    const usedDigits = again.text
    instance.clock.advance(30_000)
    await again.submit({ email: wanjiru.email, passphrase: 'not my passphrase', digits: digitsNow(wanjiru, instance.clock) })
    expect(again.text.replace(/\s/g, '')).toBe(usedDigits.replace(/\s/g, ''))
    expect(again.html).toContain(`value="${wanjiru.email}"`)
    await again.submit({ email: 'nobody@rivers.example', passphrase: 'not my passphrase', digits: '123456' })
    expect(again.text).toContain('This did not fit')
  })

  it('takes the digits of any script', async () => {
    const { salma } = mechanism.people
    instance.clock.advance(30_000)
    const arabic = [...digitsNow(salma, instance.clock)].map(digit => String.fromCodePoint(0x660 + Number(digit))).join(' ')
    const visitor = await new Visitor(instance.app).get('/desk/sign-in')
    await visitor.submit({ email: ` ${salma.email.toUpperCase()} `, passphrase: salma.passphrase, digits: arabic })
    expect(visitor.url).toBe('/desk/')
  })

  it('slows down ten wrong tries on one account, and nobody else', async () => {
    const { mariam, otieno } = mechanism.people
    const visitor = await new Visitor(instance.app).get('/desk/sign-in')
    for (let tries = 0; tries < 10; tries++) await visitor.submit({ email: mariam.email, passphrase: 'a wrong one', digits: '000000' })
    const right = () => ({ email: mariam.email, passphrase: mariam.passphrase, digits: digitsNow(mariam, instance.clock) })
    await visitor.submit(right())
    expect(visitor.status).toBe(422)
    await mechanism.signIn(new Visitor(instance.app), otieno)
    instance.clock.advance(31_000)
    await visitor.submit(right())
    expect(visitor.url).toBe('/desk/')
  })

  it('ends the session on both instances when somebody signs out', async () => {
    const visitor = new Visitor(instance.app, instance.other)
    await mechanism.signIn(visitor, mechanism.people.otieno)
    await visitor.get('/desk/nowhere')
    await visitor.submit({}, 'sign-out')
    expect(visitor.url).toBe('/desk/sign-in')
    await visitor.get('/desk/sign-in')
    expect(visitor.url).toBe('/desk/sign-in')
  })
})

describe.each(DATABASES)('Setting a mechanism up, on %s', kind => {
  let instance: Instance

  beforeAll(async () => {
    instance = await startInstance(kind)
  })
  afterAll(() => instance.stop())

  const answers = {
    name: 'Rivers and Works',
    languages: ['en', 'sw'],
    defaultLanguage: 'sw',
    leaveTo: 'https://www.wikipedia.org/',
    leadName: 'Inés',
    email: 'ines@rivers.example',
    language: 'en',
    teamName: 'River team',
    passphrase: 'river stones carry water',
    again: 'river stones carry water',
  }

  it('prints a new link at each start until one is used; the one before ends', async () => {
    const first = await offerSetUp(instance.context)
    const second = await offerSetUp(instance.context)
    const visitor = await new Visitor(instance.app).get(pathOf(first))
    expect(visitor.status).toBe(404)
    await visitor.get(pathOf(second))
    expect(visitor.status).toBe(200)
  })

  it('keeps what Inés typed when something is wrong, and says what', async () => {
    const visitor = await new Visitor(instance.app).get(pathOf(await offerSetUp(instance.context)))
    await visitor.submit({ ...answers, defaultLanguage: 'ar', again: 'river stones carry wine' }, visitor.url)
    expect(visitor.status).toBe(422)
    expect(visitor.text).toContain('The two are not the same')
    expect(visitor.text).toContain('Please choose one of the languages that are offered')
    expect(visitor.html).toContain('value="River team"')
    expect(visitor.html).not.toContain('river stones')
  })

  it('shows two codes until Inés has both, then makes one mechanism, however often it is sent, and signs her in', async () => {
    const visitor = new Visitor(instance.app, instance.other)
    await visitor.get(pathOf(await offerSetUp(instance.context)))
    await visitor.submit(answers, visitor.url)
    expect(visitor.text).toContain('Your authenticator app')
    await visitor.submit({ digits: '000000' }, visitor.url)
    expect(visitor.status).toBe(422)
    const digits = digitsAt(secretOn(visitor), instance.clock.now())
    const showing = visitor.prepared({ digits }, visitor.url)
    const codes = async (): Promise<string[]> => codesOn(await visitor.repeat(showing))
    const first = await codes()
    expect(first).toHaveLength(2)
    expect(await codes()).toEqual(first)
    expect(await instance.context.db.selectFrom('mechanism').select('recovery_id').execute()).toEqual([{ recovery_id: null }])
    const having = visitor.prepared({}, visitor.url)
    for (const twice of [new Visitor(instance.app), visitor]) expect((await twice.repeat(having)).url).toBe('/desk/steward')
    expect(visitor.status).toBe(200)
    expect((await new Visitor(instance.app).repeat(showing)).status).toBe(404)
    expect(await openByRecoveryCode(instance.context.db, (first[1] ?? '').replaceAll(' ', '-'))).not.toBeNull()
    expect(await offerSetUp(instance.context)).toBeNull()
    await visitor.get('/desk/steward')

    expect(visitor.text).toContain('The doors are closed')
    await visitor.get('/desk/steward/organisations')
    await visitor.submit({ name: 'Upper Dam Ltd' }, 'organisations')
    await visitor.get('/desk/steward')
    await visitor.submit({}, 'open')
    expect(visitor.text).toContain('The doors are open')
    expect(await instance.context.db.selectFrom('mechanism').select('ready').execute()).toEqual([{ ready: true }])
  })
})

describe.each(DATABASES)('People come and go, on %s', kind => {
  let instance: Instance
  let mechanism: SetUp

  beforeAll(async () => {
    instance = await startInstance(kind)
    mechanism = await setUpMechanism(instance)
  })
  afterAll(() => instance.stop())

  const invited = (email: string, more: Record<string, string> = {}): Promise<string> =>
    invitedTo(mechanism, new Visitor(instance.app, instance.other), email, more)
  const accepted = (link: string, name: string) => accept(instance, link, name)

  it('brings Joseph from the invitation to a confirmed place, and shows him nothing before', async () => {
    const link = await invited('joseph@rivers.example', { steward: 'yes' })
    const { visitor } = await accepted(link, 'Joseph')
    expect(visitor.text).toContain('Waits for a lead')
    const digits = /read these digits to them: (\d{4} \d{4})/.exec(visitor.text)?.[1] ?? 'none'
    const joseph = await idOf(instance, 'Joseph')
    expect(await teamGrantsOf(instance, joseph)).toBe(0)
    for (const page of ['', '/people', '/mechanism']) expect((await visitor.get(`/desk/steward${page}`)).status, page).toBe(404)

    const ines = await mechanism.signIn(new Visitor(instance.app), mechanism.people.ines)
    await ines.get('/desk/steward/people')
    const form = confirmLink(ines)
    await ines.get(form)
    expect(ines.text).toContain(digits)
    expect(ines.text).toContain('They are invited as a steward too')
    await ines.submit({ digits: digitsNow(mechanism.people.ines, instance.clock) }, 'confirm')
    expect(ines.status).toBe(422)
    instance.clock.advance(30_000)
    const confirming = ines.prepared({ digits: digitsNow(mechanism.people.ines, instance.clock) }, 'confirm')
    for (const turn of ['first', 'second']) {
      await ines.repeat(confirming)
      expect([ines.url, ines.status], turn).toEqual(['/desk/steward/people', 200])
    }
    expect((await ines.get(form)).url).toBe('/desk/steward/people')
    expect(await teamGrantsOf(instance, joseph)).toBe(1)
    await visitor.get('/desk/account')
    expect(visitor.text).not.toContain('Waits for a lead')
    expect((await visitor.get('/desk/steward/people')).status, 'a steward from then on').toBe(200)
  })

  it('leaves nothing of somebody whose place was taken away before anybody confirmed it', async () => {
    const { visitor } = await accepted(await invited('zuri@rivers.example', { steward: 'yes' }), 'Zuri')
    const ines = await mechanism.signIn(new Visitor(instance.app), mechanism.people.ines)
    const zuri = await idOf(instance, 'Zuri')
    await ines.get(`/desk/steward/people/${zuri}/${mechanism.teams.river.principalId}/remove`)
    expect(ines.text).toMatch(/Zuri .* waits to join .*They will not be a steward/)
    instance.clock.advance(30_000)
    await ines.submit({ digits: digitsNow(mechanism.people.ines, instance.clock) }, 'remove')
    expect((await visitor.get('/desk/account')).text).toContain('I lost my passphrase')
    await invited('zuri@rivers.example')
  })

  it('removes Wanjiru at once on both instances, gives the team a new key, and lets her be invited anew', async () => {
    const { wanjiru, ines } = mechanism.people
    const visitor = await mechanism.signIn(new Visitor(instance.app, instance.other), wanjiru)
    const lead = await mechanism.signIn(new Visitor(instance.app), ines)
    const form = `/desk/steward/people/${wanjiru.id}/${mechanism.teams.river.principalId}/remove`
    await lead.get(form)
    instance.clock.advance(30_000)
    const removing = lead.prepared({ digits: digitsNow(ines, instance.clock) }, 'remove')
    for (const turn of ['first', 'second']) {
      await lead.repeat(removing)
      expect([lead.url, lead.status], turn).toEqual(['/desk/steward/people', 200])
    }
    expect((await lead.get(form)).url).toBe('/desk/steward/people')
    const otieno = await mechanism.signIn(new Visitor(instance.app), mechanism.people.otieno)
    expect((await otieno.get(form)).status, 'whoever may not see the place does not learn that it was taken away').toBe(404)
    for (const turn of ['first', 'second']) {
      await visitor.get('/desk/account')
      expect(visitor.text, turn).toContain('I lost my passphrase')
    }
    expect(await teamGrantsOf(instance, wanjiru.id)).toBe(0)
    const newest = await sealingTarget(instance.context.db, instance.context.keys, mechanism.teams.river.principalId)
    expect(newest.gen).toBe(2)
    await accepted(await invited(wanjiru.email), 'Wanjiru')
  })

  it('keeps the only lead of a team', async () => {
    const { ines, otieno } = mechanism.people
    const works = mechanism.teams.works.principalId
    const lead = await mechanism.signIn(new Visitor(instance.app), ines)
    await lead.get(`/desk/steward/people/${otieno.id}/${works}/remove`)
    expect(lead.status).toBe(404)
    const removing = instance.context.db
      .transaction()
      .execute(trx => removeMember(instance.context, trx, actorOf(ines, true), { teamId: works, accountId: otieno.id }))
    await expect(removing).rejects.toThrow('last_lead')
  })

  it('lets Salma set a new passphrase with her recovery code, which ends the session of whoever has the old one', async () => {
    const { salma } = mechanism.people
    const before = await mechanism.signIn(new Visitor(instance.app), salma)
    instance.clock.advance(30_000)
    const visitor = await new Visitor(instance.other).get('/desk/recover')
    const digits = digitsNow(salma, instance.clock)
    await visitor.submit({ code: salma.recoveryCode.replace(/^./, symbol => (symbol === '7' ? '8' : '7')), digits, ...CHOSEN }, 'recover')
    expect(visitor.status).toBe(422)
    await visitor.submit({ code: salma.recoveryCode.toLowerCase().replaceAll('-', ' '), digits, ...CHOSEN }, 'recover')
    expect(visitor.url).toBe('/desk/')
    await before.get('/desk/account')
    expect(before.text).toContain('I lost my passphrase')
    await mechanism.signIn(new Visitor(instance.app), salma).then(old => expect(old.status).toBe(422))
    await mechanism.signIn(before, { ...salma, passphrase: CHOSEN.passphrase })
    expect(before.url).toBe('/desk/')
  })

  it('changes a passphrase only with the old one, and a recovery code only with fresh digits', async () => {
    const { mariam } = mechanism.people
    const visitor = await mechanism.signIn(new Visitor(instance.app, instance.other), mariam)
    await visitor.get('/desk/account')
    await visitor.submit({ old: 'not the old passphrase', ...CHOSEN }, 'passphrase')
    expect(visitor.text).toContain('This is not the passphrase of this account')
    await visitor.submit({ old: mariam.passphrase, ...CHOSEN }, 'passphrase')
    expect(visitor.text).toContain('Your new passphrase counts from now on')
    instance.clock.advance(30_000)
    const drawing = await visitor.submit({ digits: digitsNow(mariam, instance.clock) }, 'code')
    const [drawn = ''] = codesOn(drawing)
    expect(await openByRecoveryCode(instance.context.db, mariam.recoveryCode), 'it counts until she has the new one').not.toBeNull()
    const having = visitor.prepared({}, 'have')
    for (const _twice of [1, 2]) expect((await visitor.repeat(having)).text).toContain('Your new recovery code counts from now on')
    expect(await openByRecoveryCode(instance.context.db, mariam.recoveryCode)).toBeNull()
    expect(await openByRecoveryCode(instance.context.db, drawn.replaceAll(' ', '-'))).not.toBeNull()
  })

  it('keeps what Otieno wrote when his session ended, and sends it on once he signed in', async () => {
    const { otieno, ines } = mechanism.people
    const visitor = await mechanism.signIn(new Visitor(instance.app), otieno)
    await visitor.get('/desk/account')
    instance.clock.advance(31 * 60_000)
    const { url, ...late } = visitor.prepared({ name: 'Otieno Odhiambo' }, 'account')
    const nextToHim = await new Visitor(instance.app).repeat({ url, ...late })
    await nextToHim.submit({ email: ines.email, passphrase: ines.passphrase, digits: digitsNow(ines, instance.clock) }, 'sign-in')
    expect([nextToHim.url, nextToHim.text.includes('Odhiambo')], 'whoever signs in on his machine reads none of it').toEqual([
      '/desk/',
      false,
    ])
    await visitor.submit({ name: 'Otieno Odhiambo' }, 'account')
    expect(visitor.status).toBe(401)
    await visitor.submit({ email: otieno.email, passphrase: otieno.passphrase, digits: digitsNow(otieno, instance.clock) }, 'sign-in')
    expect(visitor.text).toContain('Your name Otieno Odhiambo')
    await visitor.submit({}, 'account')
    expect(visitor.text).toContain('Saved.')
    expect(visitor.html).toContain('value="Otieno Odhiambo"')
  })

  it('shows what Otieno wrote in the language of his account, whatever his browser speaks', async () => {
    const { otieno } = mechanism.people
    const visitor = await mechanism.signIn(new Visitor(instance.app), otieno)
    await visitor.get('/desk/account')
    await visitor.submit({ language: 'ar' }, 'account')
    instance.clock.advance(31 * 60_000)
    await visitor.submit({ name: 'Otieno', language: 'ar' }, 'account')
    expect(visitor.html).toContain('lang="en"')
    await visitor.submit({ email: otieno.email, passphrase: otieno.passphrase, digits: digitsNow(otieno, instance.clock) }, 'sign-in')
    expect(visitor.html).toContain('<html lang="ar" dir="rtl">')
    for (const words of ['هذا ما كتبته', 'اسمك Otieno', 'إرسال الآن']) expect(visitor.text).toContain(words)
  })

  it('makes somebody with an account a steward once the place that they were invited to is confirmed', async () => {
    const { otieno, ines } = mechanism.people
    const lead = await mechanism.signIn(new Visitor(instance.app, instance.other), ines)
    await lead.get('/desk/steward/people')
    await lead.submit({ email: otieno.email, team: mechanism.teams.river.principalId, role: 'handler', steward: 'yes' }, 'people')
    expect(lead.text).toMatch(/has an account already.*Handler and Steward.*Waits for a lead/)
    const visitor = await mechanism.signIn(new Visitor(instance.app), otieno)
    expect((await visitor.get('/desk/steward')).status).toBe(404)
    await lead.get(`/desk/steward/people/${otieno.id}/${mechanism.teams.river.principalId}/confirm`)
    instance.clock.advance(30_000)
    await lead.submit({ digits: digitsNow(ines, instance.clock) }, 'confirm')
    expect((await visitor.get('/desk/steward')).status).toBe(200)
  })
})

/** How many generations of team keys are sealed to somebody. */
async function teamGrantsOf({ context }: Instance, accountId: string): Promise<number> {
  return (await context.db.selectFrom('team_grants').select('team_gen').where('grantee_id', '=', accountId).execute()).length
}

/** Whose name this is. */
async function idOf({ context }: Instance, name: string): Promise<string> {
  const rows = await context.db.selectFrom('accounts').select(['id', 'profile_sealed']).execute()
  return rows.find(row => readProfile(context, row.id, row.profile_sealed).name === name)?.id ?? ''
}

/** The link that confirms somebody who waits. */
function confirmLink(visitor: Visitor): string {
  return (visitor.links().find(link => link.includes('/confirm')) ?? '').replaceAll('&#x3D;', '=')
}
