import type { FastifyInstance, FastifyReply } from 'fastify'
import { receiptGroups } from '../domain/receipt.ts'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { change } from '../grievances/change.ts'
import { addToGroup, endInvitations } from '../grievances/members.ts'
import { newReceipt, stretchReceipt } from '../grievances/receipts.ts'
import { choice, day, defineForm, formView, given, parse, wholeNumber, type FormView } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import { isolated } from '../platform/words.ts'
import type { Stretched } from '../platform/sealing/index.ts'
import { nonceId } from '../web/forgery.ts'
import { languageOptions } from '../web/language-choices.ts'
import { setSceneFor, type OwnScene } from '../web/person-act.ts'
import { pastDay } from './speaking.ts'

interface InviteView {
  readonly form: FormView
  readonly action: string
  readonly back: string
}

/** Slips to be cut, folded and handed out; their codes are shown on this one page. */
interface SheetView {
  readonly lang: string
  readonly dir: string
  readonly byWord: boolean
  readonly slips: readonly (readonly string[])[]
  readonly code: string
  readonly inside: readonly string[]
  readonly back: string
}

const invitePage = definePage<InviteView>('communities/invite', 'public:titles.messages', { carries: 'shown' })
const sheetPage = definePage<SheetView>('communities/sheet', 'public:titles.messages')

const MOST = 20
const inviteForm = defineForm('communities:forms', {
  joinBy: choice(['slip', 'word']),
  count: wholeNumber(1, MOST),
  slipLanguage: given(),
  invitedAs: choice(['member', 'spokesperson']),
  until: day({ optional: true }),
})

/** Whoever speaks for a group makes slips for those who may join it, or gives a code to one who has said yes to them. */
export function inviteRoutes(app: FastifyInstance, context: Context): void {
  const url = paths.message(':lang', 'invite')
  app.get(url, { config: { access: 'person' } }, async (request, reply) =>
    show(await setSceneFor(context, request, 'inviteMembers'), reply, {
      joinBy: 'slip',
      count: '10',
      invitedAs: 'member',
      slipLanguage: request.words.language.tag,
    }),
  )
  app.post(url, { config: { access: 'person' } }, async (request, reply) => {
    const scene = await setSceneFor(context, request, 'inviteMembers')
    const typed = typedOf(request)
    if (typed.go === 'end') return endAll(scene, reply, nonceId(typed.nonce))
    const parsed = parse(inviteForm, typed, { slipLanguage: languageOptions(context) })
    const errors = parsed.ok ? await pastDay(scene, parsed.answers.until) : parsed.errors
    if (!parsed.ok || errors !== null) return show(scene, reply.code(422), typed, errors ?? {})
    const codes = await invite(scene, parsed.answers, nonceId(typed.nonce))
    if (codes === null) return reply.redirect(paths.message(request.words.language.tag, 'group'), 303)
    return reply.page(sheetPage, sheetView(scene, codes, parsed.answers))
  })
}

interface Inviting {
  readonly joinBy: 'slip' | 'word'
  readonly count: number
  readonly slipLanguage: string
  readonly invitedAs: 'member' | 'spokesperson'
  readonly until: string
}

/** The codes of those who are invited; null where this page was sent before. On somebody's word one comes at a time. */
async function invite(scene: OwnScene, asked: Inviting, nonce: Buffer | undefined): Promise<string[] | null> {
  const { context, person, opened } = scene
  const byWord = asked.joinBy === 'word'
  const codes = Array.from({ length: byWord ? 1 : asked.count }, newReceipt)
  const stretched: Stretched[] = []
  for (const code of codes) stretched.push(await stretchReceipt(context, code))
  const made = await change(
    context,
    'inviteMembers',
    { actor: person.actor, id: opened.id, nonce },
    async (trx, _grievance, { day: today }) => {
      const speaks = asked.invitedAs === 'spokesperson' ? { from: today, until: asked.until === '' ? null : asked.until } : null
      for (const code of stretched)
        await addToGroup(context, trx, opened, { code, coming: { byWord, speaks, language: asked.slipLanguage }, day: today })
      return { facts: { speaking: speaks !== null } }
    },
  )
  return made ? codes : null
}

async function endAll({ context, person, opened, words }: OwnScene, reply: FastifyReply, nonce: Buffer | undefined): Promise<FastifyReply> {
  await change(context, 'endInvitations', { actor: person.actor, id: opened.id, nonce }, async (trx, _grievance, moment) => {
    await endInvitations(context, trx, opened, moment.day)
    return { facts: {} }
  })
  return reply.redirect(paths.message(words.language.tag, 'group'), 303)
}

async function show(
  scene: OwnScene,
  reply: FastifyReply,
  typed: Record<string, string | string[]>,
  errors: Record<string, string> = {},
): Promise<FastifyReply> {
  const { context, words } = scene
  return reply.page(invitePage, {
    form: formView(inviteForm, words, typed, errors, { slipLanguage: languageOptions(context) }),
    action: paths.message(words.language.tag, 'invite'),
    back: paths.message(words.language.tag, 'group'),
  })
}

function sheetView({ context, words }: OwnScene, codes: readonly string[], { joinBy, slipLanguage }: Inviting): SheetView {
  const theirs = context.words.in(slipLanguage)
  const address = isolated(`${context.config.publicUrl.origin}${paths.home(slipLanguage)}`)
  const inside = ['use', joinBy === 'word' ? 'yours' : 'choose'] as const
  return {
    lang: slipLanguage,
    dir: theirs.language.direction,
    byWord: joinBy === 'word',
    slips: codes.map(receiptGroups),
    code: theirs.t('communities:sheet.code'),
    inside: inside.map(name => theirs.t(`communities:sheet.${name}`, { address })),
    back: paths.message(words.language.tag, 'group'),
  }
}
