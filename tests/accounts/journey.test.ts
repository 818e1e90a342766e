import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASES } from '../support/databases.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { digitsNow, setUpMechanism, type SetUp } from '../support/mechanism.ts'
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
