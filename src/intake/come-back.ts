import type { Context } from '../contracts/context.ts'
import { stretchReceipt } from '../grievances/receipts.ts'
import { sealBytes, tokenBytes } from '../platform/sealing/index.ts'
import { lockDraft, readDraft, storeLocator, storeTold } from './drafts.ts'

/** Gives out the code before anything is sent: with it the draft opens again in any browser. Asking twice changes nothing. */
export async function saveForLater(context: Context, token: string): Promise<void> {
  const draft = await readDraft(context, context.db, token)
  const bytes = tokenBytes(token)
  if (draft?.state !== 'open' || draft.told === null || bytes === null) return
  const stretched = await stretchReceipt(context, draft.told.code)
  const sealed = sealBytes(stretched.key, bytes, ['draft-token'], { raw: true })
  await context.db.transaction().execute(async trx => {
    const locked = await lockDraft(context, trx, token)
    if (locked.state !== 'open' || locked.told === null) return
    await storeLocator(context, trx, locked, { locator: stretched.proof, token: sealed })
    await storeTold(context, trx, { ...locked, saved: true }, { ...locked.told, saving: true })
  })
}

/** After *I have it* the page with the code of a draft is not shown again; the draft waits for the code. */
export async function leaveForLater(context: Context, token: string): Promise<void> {
  await context.db.transaction().execute(async trx => {
    const draft = await lockDraft(context, trx, token)
    if (draft.state === 'open' && draft.told !== null) await storeTold(context, trx, draft, { ...draft.told, saving: false })
  })
}
