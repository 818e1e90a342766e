import type { FastifyInstance } from 'fastify'
import { dayOf } from '../domain/calendar.ts'
import { cameInPart, isConfirmed, isFailed, isSaid, isSettled, type DeliveryResult } from '../domain/delivery.ts'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { choice, defineForm, labelled, parse, words, type Errors, type Fields, type Form, type Typed } from '../platform/forms/index.ts'
import { Refused } from '../platform/errors.ts'
import { definePage } from '../platform/views/views.ts'
import { setApart } from '../platform/words.ts'
import { remedyName, stateOf, type RemedyLine } from '../remedies/queries.ts'
import { actView, type ActView } from '../web/act-view.ts'
import { nonceId } from '../web/forgery.ts'
import { setSceneFor, type OwnScene } from '../web/person-act.ts'
import { deliverable, sayableBy, sayDelivered } from './say-delivered.ts'

const deliveryPage = definePage<ActView>('dialogue/act', 'public:titles.messages', { carries: 'shown' })

/** The page for everything that was agreed: did it come? Each answer, with its own words, is recorded as a change of its own. */
export function delivery(app: FastifyInstance, context: Context): void {
  const url = paths.message(':lang', 'delivery')
  app.get(url, { config: { access: 'person' } }, async (request, reply) => {
    const asking = await askingIn(await setSceneFor(context, request, 'disputeDelivery'))
    return reply.page(deliveryPage, deliveryView(asking, {}, {}))
  })
  app.post(url, { config: { access: 'person' } }, async (request, reply) => {
    const asking = await askingIn(await setSceneFor(context, request, 'disputeDelivery'))
    const typed = typedOf(request)
    const parsed = parse(deliveryForm(asking), typed)
    const errors = parsed.ok ? unsaid(asking, typed) : tooLate(asking, parsed.errors)
    if (!parsed.ok || Object.keys(errors).length > 0) return reply.code(422).page(deliveryPage, deliveryView(asking, typed, errors))
    await record(asking, parsed.answers as Record<string, string>, nonceId(typed.nonce))
    return reply.redirect(paths.messages(request.words.language.tag), 303)
  })
}

/** What is asked of whom, and today. */
interface Asking {
  readonly scene: OwnScene
  readonly lines: readonly RemedyLine[]
  readonly today: string
}

async function askingIn(scene: OwnScene): Promise<Asking> {
  const lines = await deliverable(scene)
  if (lines.length === 0) throw new Refused('not_now')
  return { scene, lines, today: dayOf(scene.context.clock.now()) }
}

async function record({ scene, lines }: Asking, answers: Readonly<Record<string, string>>, nonce: Buffer | undefined): Promise<void> {
  const alone = answers.alone ?? ''
  for (const [index, line] of lines.entries()) {
    const result = answers[`result${index + 1}`] ?? ''
    if (result === '') continue
    await sayDelivered(scene, line, { result: result as DeliveryResult, alone, words: answers[`words${index + 1}`] ?? '', nonce })
  }
}

/** For each thing what may be said of it, and room for words about it. */
function deliveryForm(asking: Asking): Form {
  const { scene, lines } = asking
  const fields: Fields = Object.assign(
    {},
    ...lines.map((line, index): Fields => {
      const name = remedyName(scene.words, line)
      const said = isConfirmed(line) || cameInPart(line) ? ` · ${stateOf(scene.words, line, scene.opened.grouped ? 'group' : 'you')}` : ''
      const result = choice(sayableBy(scene, line), { optional: true, list: 'reference:verifications' })
      return {
        [`result${index + 1}`]: labelled(result, `${name}: ${setApart(line.terms?.said?.text ?? '')}${said}`),
        [`words${index + 1}`]: labelled(words({ optional: true, rows: 3 }), scene.words.t('dialogue:wordsAbout', { what: name })),
      }
    }),
  )
  return defineForm('dialogue:forms', { ...fields, alone: choice(['alone', 'with_someone'], { optional: true }) })
}

/** Words without an answer beside them, or no answer at all, are asked about; nothing of it is stored or lost. */
function unsaid({ lines }: Asking, typed: Typed): Errors {
  const isEmpty = (name: string): boolean => String(typed[name] ?? '').trim() === ''
  const numbers = lines.map((_line, index) => index + 1)
  const without = numbers.filter(number => isEmpty(`result${number}`) && !isEmpty(`words${number}`))
  if (without.length > 0) return Object.fromEntries(without.map(number => [`result${number}`, 'say_which']))
  return numbers.every(number => isEmpty(`result${number}`)) ? { result1: 'say_one' } : {}
}

/** Says of an answer that is not open any more why that is. */
function tooLate({ lines, today }: Asking, errors: Errors): Errors {
  const late = lines.flatMap((line, index) => (isSettled(line, today) ? [`result${index + 1}`] : []))
  return Object.fromEntries(Object.entries(errors).map(([name, code]) => [name, late.includes(name) ? 'change_over' : code]))
}

function deliveryView(asking: Asking, typed: Typed, errors: Errors): ActView {
  const { scene, lines, today } = asking
  const lang = scene.words.language.tag
  const tells = [
    ...(scene.opened.grouped ? ['communities:deliverySeen'] : []),
    ...(scene.person.actor.place !== 'member' && lines.some(line => isSettled(line, today)) ? ['dialogue:changeOver'] : []),
  ].map(key => scene.words.t(key))
  return actView(scene.words, `dialogue:acts.${deliveryAct(lines, scene.person.actor.place === 'member', today)}`, deliveryForm(asking), {
    action: paths.message(lang, 'delivery'),
    back: paths.messages(lang),
    prepared: tells.length === 0 ? {} : { tells: tells.join(' ') },
    typed,
    errors,
  })
}

/** What somebody does here: say whether it came, change what they said, or, when that time is over, raise it again. */
function deliveryAct(lines: readonly RemedyLine[], member: boolean, today: string): 'delivery' | Afterwards {
  return lines.every(line => isSaid(line) || isFailed(line)) ? afterwards(lines, member, today) : 'delivery'
}

type Afterwards = 'deliveryChange' | 'deliveryAfter' | 'deliveryAfterAll' | 'deliveryFailed'

/** What is still open to somebody when everything that is expected was confirmed; of what is not, that it came after all. */
export function afterwards(lines: readonly RemedyLine[], member: boolean, today: string): Afterwards {
  if (lines.some(isFailed)) return lines.every(isFailed) ? 'deliveryFailed' : 'deliveryAfterAll'
  return member || lines.filter(isSaid).every(line => isSettled(line, today)) ? 'deliveryAfter' : 'deliveryChange'
}
