import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { personOf, typedOf, type Person } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { change } from '../grievances/change.ts'
import { holdersIn } from '../grievances/keyring.ts'
import { openItems, writeItem } from '../grievances/items.ts'
import { hasJoined, joinWith } from '../grievances/members.ts'
import { openable, opened, type OpenGrievance } from '../grievances/open.ts'
import { stretchReceipt } from '../grievances/receipts.ts'
import { NotFound, Refused } from '../platform/errors.ts'
import { choice, consent, defineForm, formView, line, parse, type Errors, type FormView, type Typed } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import { carriedCode, drawnCode, exchangeCode, type DrawnCode } from '../web/drawn-code.ts'
import { nonceId } from '../web/forgery.ts'

/** What somebody reads before they join a group, and a code that only they will know. */
interface JoinView {
  readonly name: string
  readonly rule: string
  readonly how: string | null
  readonly language: string
  readonly form: FormView
  readonly drawn: DrawnCode | null
  readonly action: string
}

const joinPage = definePage<JoinView>('communities/join', 'public:titles.messages', { carries: 'shown' })
const joinForm = defineForm('communities:forms', {
  joinMode: choice(['id_pseudonymous', 'id_confidential'], { list: 'dialogue:modes' }),
  seenAs: line({ optional: true, max: 80 }),
  joining: consent({ needed: true }),
})

/** Somebody who was given a slip says yes to the group, in their own way; the slip's code ends, and theirs is known to nobody else. */
export function joinRoutes(app: FastifyInstance, context: Context): void {
  const url = paths.message(':lang', 'join')
  app.get(url, { config: { access: 'person' } }, async (request, reply) => {
    const person = mustBeInvited(request)
    const drawn = drawnCode({ context, person }, 'member-code')
    return show(context, request, reply, { typed: { joinMode: 'id_pseudonymous' }, errors: {}, drawn })
  })
  app.post(url, { config: { access: 'person' } }, async (request, reply) => {
    const person = mustBeInvited(request)
    const typed = typedOf(request)
    const code = carriedCode({ context, person }, 'member-code', typed.carry)
    const parsed = parse(joinForm, typed)
    if (code === null || !parsed.ok) {
      const drawn = drawnCode({ context, person }, 'member-code', typed.carry)
      return show(context, request, reply.code(422), { typed, errors: parsed.ok ? {} : parsed.errors, drawn })
    }
    await join(context, request, person, { code, ...parsed.answers })
    return reply.redirect(paths.messages(request.words.language.tag), 303)
  })
}

function mustBeInvited(request: FastifyRequest): Person {
  const person = personOf(request)
  if (person.actor.place !== 'invited') throw new NotFound()
  return person
}

interface Joining {
  readonly code: string
  readonly joinMode: string
  readonly seenAs: string
}

async function join(context: Context, request: FastifyRequest, person: Person, { code, joinMode, seenAs }: Joining): Promise<void> {
  const { actor } = person
  const stretched = await stretchReceipt(context, code)
  const group = await invitedTo(context, person)
  const by = { actor, id: actor.grievanceId, nonce: nonceId(typedOf(request).nonce) }
  await change(context, 'joinGroup', by, async (trx, _grievance, moment) => {
    if (await hasJoined(trx, actor.participantId)) throw new Refused('not_now')
    await exchangeCode(trx, person, stretched)
    const language = request.words.language.tag
    const name = { text: seenAs, language }
    const nameItemId = seenAs === '' ? null : await writeItem(trx, group.compartment('shared'), 'member_name', moment.author, name)
    await joinWith(trx, actor.participantId, moment.day, nameItemId)
    await trx.updateTable('participants').set({ identity_mode: joinMode, language }).where('id', '=', actor.participantId).execute()
    return { facts: {} }
  })
}

/** The group of a slip, before anybody has joined with it: nothing of it is visible to them but what it is. */
async function invitedTo(context: Context, { actor, keyring }: Person): Promise<OpenGrievance> {
  const row = await openable(context.db, { kind: 'system' }, holdersIn(keyring))
    .where('grievances.id', '=', actor.grievanceId)
    .executeTakeFirst()
  return opened(keyring, row)
}

async function show(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { typed, errors, drawn }: { readonly typed: Typed; readonly errors: Errors; readonly drawn: DrawnCode | null },
): Promise<FastifyReply> {
  const { words } = request
  const group = await invitedTo(context, personOf(request))
  const [item] = [...(await openItems(context.db, [group.compartment('shared')], ['group'])).values()]
  const { how, rule } = item?.said?.answers ?? {}
  return reply.page(joinPage, {
    name: item?.said?.text ?? '',
    rule: words.t(`communities:forms.rule.options.${String(rule ?? 'other')}`),
    how: typeof how === 'string' && how !== '' ? how : null,
    language: item?.said?.language ?? 'und',
    form: formView(joinForm, words, typed, errors),
    drawn,
    action: paths.message(words.language.tag, 'join'),
  })
}
