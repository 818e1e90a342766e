import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { accountOf, typedOf, type Account } from '../contracts/http.ts'
import { newReceipt } from '../grievances/receipts.ts'
import { isUnusedSlip, readSerial } from '../grievances/slips.ts'
import { listsOf, writtenDown, wrongWithWritten } from '../intake/queries.ts'
import { NotFound } from '../platform/errors.ts'
import { parse, type Errors, type Offered } from '../platform/forms/index.ts'
import { openText, sealText, unlessDamaged } from '../platform/sealing/index.ts'
import { nonceId } from '../web/forgery.ts'
import { languageOptions } from '../web/language-choices.ts'
import { helperForm } from './tell-form.ts'
import { tellPage, tellView, toldPage, toldView } from './tell-view.ts'
import { writeDown } from './write-down.ts'

/** A handler writes down what somebody tells by phone, in person, on paper, by letter or message; the words are theirs. */
export function tellRoutes(app: FastifyInstance, context: Context): void {
  app.get('/tell', { config: { access: 'account' } }, async (request, reply) => {
    const account = accountOf(request)
    handlingTeam(account)
    const carry = carried(context, account, newReceipt())
    return reply.page(tellPage, tellView(request.words, { typed: {}, errors: {}, offered: await listsFor(context, request), carry }))
  })
  app.post('/tell', { config: { access: 'account' } }, async (request, reply) => take(context, request, reply))
}

/** The handling team that somebody helps from; whoever has no place in one does not find the page. */
export function handlingTeam({ actor }: Pick<Account, 'actor'>): string {
  const place = actor.memberships.find(membership => membership.teamKind === 'handling')
  if (place === undefined) throw new NotFound()
  return place.teamId
}

async function take(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const account = accountOf(request)
  handlingTeam(account)
  const typed = typedOf(request)
  const code = carriedCode(context, account, typed.carry)
  const typedSerial = String(typed.serial ?? '').trim()
  const serial = typedSerial === '' ? null : readSerial(typedSerial)
  const nonce = nonceId(typed.nonce)
  if (await wasSent(context, nonce)) return reply.page(toldPage, toldView(serial, code))
  const offered = await listsFor(context, request)
  const helper = parse(helperForm, typed, offered)
  const errors = { ...wrongWithWritten(typed, offered), ...(helper.ok ? {} : helper.errors), ...(await wrongSlip(context, serial)) }
  if (!helper.ok || Object.keys(errors).length > 0) {
    const carry = carried(context, account, code)
    return reply.code(422).page(tellPage, tellView(request.words, { typed, errors, offered, carry }))
  }
  const { channel, toldIn, readBack, keepHelping } = helper.answers
  const written = await writtenDown(context.db, context.words.in(toldIn), typed)
  const telling = { ...written, channel, story: { ...written.story, by: account.name } }
  const said = { readBack: readBack === 'yes', mayKeepHelping: keepHelping }
  await writeDown(context, account, { telling, serial: serial ?? '', code, ...said, nonce })
  return reply.page(toldPage, toldView(serial, code))
}

/** The code that this page would show, sealed into it, so that a page that is sent twice shows the one that counts. */
function carried(context: Context, { actor }: Account, code: string): string {
  return sealText(context.keys.account, code, ['told-code', actor.id]).toString('base64url')
}

function carriedCode(context: Context, { actor }: Account, carry: unknown): string {
  const sealed = Buffer.from(typeof carry === 'string' ? carry : '', 'base64url')
  return unlessDamaged(() => openText(context.keys.account, sealed, ['told-code', actor.id])) ?? newReceipt()
}

async function wasSent(context: Context, nonce: Buffer | undefined): Promise<boolean> {
  if (nonce === undefined) return false
  return (await context.db.selectFrom('nonces').select('id').where('id', '=', nonce).executeTakeFirst()) !== undefined
}

async function wrongSlip(context: Context, serial: string | null): Promise<Errors> {
  return serial === null || (await isUnusedSlip(context.db, serial)) ? {} : { serial: 'slip' }
}

async function listsFor(context: Context, request: FastifyRequest): Promise<Offered> {
  return { ...(await listsOf(context.db, request.words)), toldIn: languageOptions(context) }
}
