import { expect, it } from 'vitest'
import { deliver } from '../support/case.ts'
import { inMechanism } from '../support/here.ts'
import type { Visitor } from '../support/visitor.ts'

const DAYS = 86_400_000

/** The line of a case on Today, with the heading that it stands under. */
function lineOf(visitor: Visitor, reference: string): string {
  const group = visitor.html.split('<section class="group">').find(part => part.includes(reference)) ?? ''
  const line = group.split('<li>').find(part => part.includes(reference)) ?? ''
  return [/<h2>(.*?)<\/h2>/.exec(group)?.[1] ?? '', line].join(' ').replace(/<[^>]+>/g, ' ')
}

inMechanism('Today', here => {
  it('does not let our own lateness hide that of an organisation, nor what did not come', async () => {
    const [owed, came] = [await here.agreed(), await here.agreed()]
    await deliver(came, here.mechanism)
    await came.does(6, { result1: 'not_delivered', words1: 'Nothing came.', result2: '', words2: '', alone: '' })
    here.instance.clock.advance(60 * DAYS)
    const wanjiru = await here.signedIn('wanjiru')
    await wanjiru.get('/desk/')
    expect(lineOf(wanjiru, owed.reference)).toMatch(/^Late because of us .*The organisation is late/s)
    expect(lineOf(wanjiru, came.reference)).toMatch(/^Late because of us .*Did not come, or not enough/s)
  })
})
