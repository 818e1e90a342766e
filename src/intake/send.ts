import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { startSession } from '../web/sessions.ts'
import { receive, type Receiving } from '../grievances/receive.ts'
import { openByReceipt, stretchReceipt } from '../grievances/receipts.ts'
import type { Telling } from '../grievances/telling.ts'
import { Broken, Busy } from '../platform/errors.ts'
import type { Stretched } from '../platform/sealing/index.ts'
import type { Translate } from '../platform/words.ts'
import { placeAt } from '../web/pace.ts'
import { lockDraft, progressOf, storeSent, storeTold, type Draft } from './drafts.ts'
import { operations } from './queries.ts'
import { canSend } from './steps.ts'
import { tellingOf } from './telling.ts'

/**
 * Sends the draft of this token, as it was found, once, however often it is asked to: whoever comes second finds what the first one did, and the same code.
 * Gives the token of a session that opens the person's page, or null while their turn has not come, where something stands wrong on it, where there is nothing left to send or show, and where somebody
 * told it for another: their page is not opened by whoever speaks for them.
 */
export async function send(context: Context, token: string, draft: Draft, words: Translate): Promise<string | null> {
  const code = draft.told?.code ?? draft.sent?.code
  if (code === undefined) return null
  const stretched = await stretchedOnce(context, draft, code)
  return context.db.transaction().execute(async trx => {
    const locked = await lockDraft(context, trx, token)
    if (!isWhole(locked) || !(await isTheirTurn(context, trx, locked))) return null
    const held =
      locked.told === null
        ? ((await openByReceipt(trx, stretched))?.held ?? null)
        : await sendLocked(context, trx, { draft: locked, code, stretched, words })
    if (locked.told?.broughtBy !== undefined || locked.sent?.brought === true) return null
    return held === null ? null : startSession(context, trx, 'messages', held)
  })
}

/** Whether nothing that is to be sent stands with something wrong on it; a page may have been sent again meanwhile. */
function isWhole(draft: Draft): boolean {
  return draft.told === null || draft.told.lost !== null || canSend(progressOf(draft))
}

/** Gives a draft its place in the line where many send at once, and keeps it there, so that nobody has to stand in it. */
async function isTheirTurn(context: Context, trx: Writer, draft: Draft): Promise<boolean> {
  if (draft.told === null || draft.told.lost !== null) return true
  const at = draft.told.turn ?? (await placeAt(context, trx, 'send'))
  if (at === null) throw new Busy()
  const now = context.clock.now().getTime() // after the place is given, which may have waited for others
  if (at > now && draft.told.turn === null) await storeTold(context, trx, draft, { ...draft.told, turn: at })
  return at <= now
}

interface Sending {
  readonly draft: Draft
  readonly code: string
  readonly stretched: Stretched
  readonly words: Translate
}

async function sendLocked(context: Context, trx: Writer, { draft, code, stretched, words }: Sending): Promise<Receiving['held']> {
  if (draft.told?.code !== code) throw new Broken('a draft changed its code')
  const { who } = draft.told.pages
  const places = who === undefined || who.skipped ? [] : await operations(trx)
  const telling = tellingOf(words, draft, places, context.clock.now())
  const broughtBy = await stillTheirs(trx, telling.broughtBy)
  const received = await receive(context, trx, { ...telling, broughtBy }, stretched)
  await storeSent(context, trx, draft, {
    code,
    ...received.promised,
    atHours: namesHours(telling),
    brought: draft.told.broughtBy !== undefined,
  })
  return received.held
}

function namesHours({ identity }: Telling): boolean {
  return identity?.answers?.hours !== undefined || identity?.answers?.callHours !== undefined
}

/** Whoever has left the organisation since they began tells it without one: a story is never turned back for that. */
async function stillTheirs(trx: Writer, broughtBy: Telling['broughtBy']): Promise<Telling['broughtBy']> {
  if (broughtBy === null) return null
  const place = await trx
    .selectFrom('memberships')
    .innerJoin('teams', 'teams.id', 'memberships.team_id')
    .select('memberships.team_id')
    .where('memberships.team_id', '=', broughtBy.teamId)
    .where('memberships.account_id', '=', broughtBy.accountId)
    .where('memberships.state', '=', 'confirmed')
    .where('teams.kind', '=', 'representative')
    .executeTakeFirst()
  return place === undefined ? null : broughtBy
}

const stretching = new Map<string, Promise<Stretched>>()

/** Many sends of one draft at once stretch its code once, so that one impatient finger does not fill the line for everybody. */
function stretchedOnce(context: Context, draft: Draft, code: string): Promise<Stretched> {
  const name = draft.id.toString('hex')
  const running = stretching.get(name)
  if (running !== undefined) return running
  const started = stretchReceipt(context, code).finally(() => stretching.delete(name))
  stretching.set(name, started)
  return started
}
