import { describe, expect, it } from 'vitest'
import { choosePassphrase, offerPassphrase } from '../../src/accounts/passphrases.ts'
import { inMechanism } from '../support/here.ts'
import { digitsNow } from '../support/mechanism.ts'
import { CHOSEN } from '../support/newcomers.ts'

const ABOUT = ['Wanjiru Kamau', 'wanjiru@rivers.example', 'Rivers and Works']
const chosen = (passphrase: string) => choosePassphrase({ passphrase, again: passphrase }, ABOUT)

describe('A passphrase of one’s own', () => {
  it.each([
    'aaaaaaaaaaaaaaaa',
    'a b c d e f g h i',
    'passwordpassword',
    'password password1',
    'qwertyuiopasdfgh',
    '123456789123456789',
    'five five five five five',
    'wanjiru@rivers.example',
    'Wanjiru Kamau Wanjiru',
    'Rivers and Works 2026',
  ])('is not “%s”, which is soon guessed', async text => {
    expect(await chosen(text)).toEqual({ ok: false, errors: { passphrase: 'guessable' } })
  })

  it.each([
    'river stones carry water',
    'one two three four five',
    'tea milk sugar bread salt',
    'maji ya mto yanapita hapa',
    'piedra agua rio monte sol',
    'الماء يجري بين الحجارة',
  ])('may be “%s”', async text => {
    expect(await chosen(text)).toEqual({ ok: true, text })
  })

  it('is not typed besides taking the one that is offered', async () => {
    const offered = offerPassphrase()
    const both = { take: 'yes', offered, ...CHOSEN }
    expect(await choosePassphrase(both, ABOUT)).toEqual({ ok: false, errors: { take: 'one_passphrase' } })
    for (const passphrase of ['', offered])
      expect(await choosePassphrase({ ...both, passphrase }, ABOUT)).toEqual({ ok: true, text: offered })
  })
})

inMechanism('A passphrase that is soon guessed', here => {
  const guessed = { passphrase: 'Mariam of Rivers and Works', again: 'Mariam of Rivers and Works' }

  it('is refused on the account page and on the page for a lost one, and nothing else that was typed is lost', async () => {
    const { mariam } = here.people
    const account = await here.signedIn('mariam')
    await account.get('/desk/account')
    await account.submit({ old: mariam.passphrase, ...guessed }, 'passphrase')
    expect(account.text).toContain('This is too easily guessed')
    const lost = await here.visitor().get('/desk/recover')
    here.instance.clock.advance(30_000)
    const digits = digitsNow(mariam, here.instance.clock)
    await lost.submit({ code: mariam.recoveryCode, digits, ...guessed }, 'recover')
    expect(lost.text).toContain('This is too easily guessed')
    expect(lost.html).toContain(`value="${mariam.recoveryCode}"`)
    await lost.submit({ digits, ...CHOSEN }, 'recover')
    expect(lost.url, 'the digits were not used up').toBe('/desk/')
  })
})
