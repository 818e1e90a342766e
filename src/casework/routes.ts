import type { FastifyInstance, FastifyRequest } from 'fastify'
import { speaksForPeople } from '../domain/actor.ts'
import { MAIN_STAGES } from '../domain/process.ts'
import { RESTING_STAGES } from '../domain/rules.ts'
import type { Context } from '../contracts/context.ts'
import { accountOf, type Account } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { opened } from '../grievances/open.ts'
import { definePage } from '../platform/views/views.ts'
import { deskActs } from '../web/desk-act.ts'
import { prepareAdmission, decideAdmission, returnAdmission } from './admission-acts.ts'
import { answerEscalation, answerSafety, checkInPrivate, decideHandler, decideLookingAgain, extendClock } from './answer-acts.ts'
import { recordCall } from './call-acts.ts'
import { askForFile, caseFile } from './case-file.ts'
import { close, prepareClosing, returnClosing } from './closing-acts.ts'
import { declareInterest, declarePage, declareView } from './declare-interest.ts'
import { files } from './files.ts'
import { askIdentity, openIdentity } from './identity-acts.ts'
import { fileView, type FileView } from './file-view.ts'
import { acknowledge, answerMessage, retitle, takeOn, writeNote } from './first-acts.ts'
import { answerMember } from './answering.ts'
import { issueFindings, nameRights, rateInvolvement, rateSeverity } from './judgement-acts.ts'
import { keepOut } from './keep-out.ts'
import { queueLine, todayView, type LineView, type Reading, type TodayView } from './list-view.ts'
import { pressing, queue, type QueueFilter } from './listing.ts'
import { tellRead } from './tell-read.ts'
import { nameTopics } from './topic-acts.ts'
import { recordAsked } from './record-asked.ts'
import { writeVoice } from './voice-acts.ts'
import { answerWord, closeWord, upgrade } from './word-acts.ts'

interface QueueView {
  readonly lines: readonly LineView[]
  readonly filters: readonly (readonly { readonly label: string; readonly href: string; readonly current: boolean }[])[]
  readonly next: string | null
}

const todayPage = definePage<TodayView>('casework/today', 'desk:titles.today')
const queuePage = definePage<QueueView>('casework/queue', 'desk:titles.queue')
const filePage = definePage<FileView>('casework/file', 'desk:titles.grievance')

const ACTS = [
  takeOn,
  keepOut,
  recordCall,
  writeVoice,
  askIdentity,
  openIdentity,
  answerWord,
  closeWord,
  upgrade,
  acknowledge,
  answerMessage,
  answerMember,
  writeNote,
  retitle,
  prepareAdmission,
  decideAdmission,
  returnAdmission,
  rateSeverity,
  rateInvolvement,
  nameRights,
  nameTopics,
  issueFindings,
  recordAsked,
  prepareClosing,
  close,
  returnClosing,
  extendClock,
  answerSafety,
  decideHandler,
  decideLookingAgain,
  answerEscalation,
  checkInPrivate,
]

/** The working side: what needs somebody today, the queue, and a case file with its next steps. */
export function casework(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    lists(app, context)
    file(app, context)
    declareInterest(app, context)
    files(app, context)
    deskActs(app, context, ACTS)
  }
}

/** Today and the queue. */
function lists(app: FastifyInstance, context: Context): void {
  app.get('/', { config: { access: 'account' } }, async (request, reply) => {
    const account = accountOf(request)
    if (speaksForPeople(account.actor)) return reply.redirect(paths.desk.spoken(), 303)
    const lines = await pressing(context, account)
    return reply.page(todayPage, todayView(request.words, lines, readingOf(account, context.clock.now())))
  })
  app.get('/queue', { config: { access: 'staff' } }, async (request, reply) => {
    const filter = filterOf(request)
    const { rows, next } = await queue(context, accountOf(request), filter)
    return reply.page(queuePage, {
      lines: rows.map(row => queueLine(request.words, row, context.clock.now())),
      filters: filtersOf(request, filter),
      next: next === null ? null : linkOf({ ...filter, after: next }),
    })
  })
}

function readingOf({ actor }: Account, now: Date): Reading {
  return { id: actor.id, now, panels: actor.memberships.filter(one => one.teamKind === 'panel').map(one => one.teamId) }
}

/** A file, for whoever said that they have no interest in it. */
function file(app: FastifyInstance, context: Context): void {
  app.get('/grievances/:reference', { config: { access: 'staff' } }, async (request, reply) => {
    const { reference } = request.params as { reference: string }
    const reading = { context, account: accountOf(request), words: request.words, subject: null }
    const row = await askForFile(reading, reference)
    const scene = { ...reading, opened: opened(reading.account.keyring, row) }
    if (row === undefined || row.declared === null) return reply.page(declarePage, declareView(request, scene.opened))
    if (!row.read_lately) await tellRead(context, scene.account.actor, scene.opened.id)
    return reply.page(filePage, fileView(scene, caseFile(scene, row)))
  })
}

function filterOf(request: FastifyRequest): QueueFilter {
  const query = request.query as Readonly<Record<string, string | undefined>>
  const stage = MAIN_STAGES.find(one => one === query.stage)
  const severity = ['1', '2', '3', '4'].includes(query.severity ?? '') ? Number(query.severity) : undefined
  return {
    stage,
    severity,
    mine: query.mine === 'yes' ? true : undefined,
    language: /^[a-zA-Z-]{2,12}$/.test(query.language ?? '') ? query.language : undefined,
    after: query.after,
  }
}

/** Every filter is a link, in rows of a kind; one that is on takes itself away. */
function filtersOf(request: FastifyRequest, filter: QueueFilter): QueueView['filters'] {
  const { words } = request
  const toggle = (label: string, part: QueueFilter, current: boolean) => ({
    label,
    current,
    href: linkOf({ ...filter, after: undefined, ...(current ? Object.fromEntries(Object.keys(part).map(key => [key, undefined])) : part) }),
  })
  return [
    [toggle(words.t('casework:mine'), { mine: true }, filter.mine === true)],
    RESTING_STAGES.map(stage => toggle(words.t(`reference:stages.${stage}.label`), { stage }, filter.stage === stage)),
    [4, 3, 2, 1].map(severity => toggle(words.t('casework:severityOf', { level: severity }), { severity }, filter.severity === severity)),
  ]
}

function linkOf(filter: QueueFilter): string {
  const pairs = Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]): [string, string] => [key, value === true ? 'yes' : String(value)])
  return paths.desk.queue(pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`)
}
