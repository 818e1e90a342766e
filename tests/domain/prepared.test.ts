import { describe, expect, it } from 'vitest'
import type { Grievance } from '../../src/domain/grievance.ts'
import { destination, pendingAfter } from '../../src/domain/guards.ts'

const at = (stage: Grievance['stage'], rest: Partial<Grievance> = {}): Grievance =>
  ({ stage, pending: null, returnsTo: null, ...rest }) as Grievance

describe('A decision that one prepared', () => {
  it('leaves the case where it stood before once it is returned by the system', () => {
    expect(destination('returnPrepared', at('eligibility_review', { pending: 'admission' }), undefined)).toBe('acknowledged')
    for (const stage of ['verification', 'not_agreed', 'not_admitted', 'withdrawn'] as const)
      expect(destination('returnPrepared', at(stage, { pending: 'closing' }), undefined)).toBe(stage)
    expect(pendingAfter('returnPrepared', at('verification', { pending: 'closing' }), 'verification')).toBeNull()
  })

  it('stands while it can be settled, and no longer', () => {
    const closing = at('not_admitted', { pending: 'closing' })
    expect(pendingAfter('sendMessage', closing, 'not_admitted')).toBe('closing')
    expect(pendingAfter('decideLookingAgain', closing, 'acknowledged')).toBeNull()
    expect(pendingAfter('disputeDelivery', at('verification', { pending: 'closing' }), 'implementing')).toBeNull()
  })

  it('does not outlast a stop before it was settled: whoever goes on finds it to be prepared anew', () => {
    const admission = at('eligibility_review', { pending: 'admission' })
    expect(pendingAfter('stop', admission, 'withdrawn')).toBeNull()
    expect(destination('goOn', at('withdrawn', { returnsTo: 'eligibility_review' }), undefined)).toBe('acknowledged')
    expect(destination('goOn', at('withdrawn', { returnsTo: 'verification' }), undefined)).toBe('verification')
  })
})
