import { receiptGroups } from '../domain/receipt.ts'
import { change } from '../grievances/change.ts'
import { addReceipt, newReceipt, stretchReceipt } from '../grievances/receipts.ts'
import type { Writer } from '../contracts/schema.ts'
import { openText, sealText, unlessDamaged, type Stretched } from '../platform/sealing/index.ts'
import type { Person } from '../contracts/http.ts'
import type { Context } from '../contracts/context.ts'
import { endOtherSessions } from './sessions.ts'
import type { Page } from '../platform/views/views.ts'
import type { OwnScene } from './person-act.ts'

/** A code as the page shows it that drew it: it holds once somebody says that they have it, and until then rests in this page alone, sealed. */
export interface DrawnCode {
  readonly groups: readonly string[]
  readonly carry: string
}

/** Whose code it is going to be. */
type Whose = 'own-code' | 'more-code' | 'their-code' | 'member-code'

/** Whoever draws: a page of somebody's own is enough. */
interface Drawing {
  readonly context: Context
  readonly person: Person
}

/**
 * Draws a code, or shows again the one that this page carried, so that it stays the same in another language. Nothing changes yet: a page
 * that never arrives costs nobody theirs.
 */
export function drawnCode(drawing: Drawing, whose: Whose, carry?: unknown): DrawnCode {
  const { context, person } = drawing
  const code = carriedCode(drawing, whose, carry) ?? newReceipt()
  return { groups: receiptGroups(code), carry: sealText(context.keys.account, code, [whose, person.actor.id]).toString('base64url') }
}

/** The code that this page carried, or null where it carried none of ours. */
export function carriedCode({ context, person }: Drawing, whose: Whose, carry: unknown): string | null {
  const sealed = Buffer.from(typeof carry === 'string' ? carry : '', 'base64url')
  return unlessDamaged(() => openText(context.keys.account, sealed, [whose, person.actor.id]))
}

/** A page with a drawn code on it carries it along when another language is chosen. */
export function withDrawn<View>(page: Page<View>, drawn: DrawnCode | null): Page<View> {
  return drawn === null ? page : { ...page, carries: 'shown' }
}

/** Lets a code open this page from now on; the one before, which somebody else may have seen, opens nothing, and what it had opened closes. */
export async function exchangeCode(trx: Writer, person: Person, stretched: Stretched): Promise<void> {
  const { own } = person
  await endOtherSessions(trx, person)
  await trx.deleteFrom('unlocks').where('principal_id', '=', own.principalId).where('label', '=', 'own').execute()
  await addReceipt(trx, own, stretched, 'own')
}

/** *I have it*: the drawn code opens the page from now on, and the one before, which somebody else may have seen, opens nothing. */
export async function replaceCode(scene: OwnScene, carry: unknown, nonce: Buffer | undefined): Promise<void> {
  const { context, person, opened } = scene
  const code = carriedCode(scene, 'own-code', carry)
  if (code === null) return
  const stretched = await stretchReceipt(context, code)
  await change(context, 'makeCode', { actor: person.actor, id: opened.id, nonce }, async trx => {
    await exchangeCode(trx, person, stretched)
    return { facts: { label: 'own' } }
  })
}
