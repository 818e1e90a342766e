import { expect } from 'vitest'
import { digitsAt } from '../../src/accounts/six-digits.ts'
import { receiptGroups } from '../../src/domain/receipt.ts'
import type { Course } from './course.ts'
import { file } from './marked-files.ts'

/** Everything that Amina and the desk write to each other until it is closed. */
export async function answerEverything(course: Course, code: string, reference: string): Promise<void> {
  const { mark, personActs } = course
  const { wanjiru, ines } = handlersOf(course)
  const desk = (who: typeof wanjiru, action: string, values: Parameters<Course['act']>[3]) => course.act(who, reference, action, values)

  await desk(wanjiru, 'retitle', { title: mark('title') })
  await desk(wanjiru, 'acknowledge', { readback: mark('readback'), message: mark('acknowledgement') })
  await personActs(code, 18, { right: 'no', words: mark('readback: no') })
  await personActs(code, 2, { message: mark('message') })
  await sendLate(course, code)
  await sendFiles(course, code)
  await desk(wanjiru, 'answer-message', { message: mark('answer') })
  await desk(wanjiru, 'write-note', { note: mark('note') })
  await personActs(code, 7, { words: mark('unsafe') })
  await personActs(code, 8, { words: mark('another handler') })
  await personActs(code, 10, { words: mark('escalate') })
  await personActs(code, 13, { words: mark('stop') })
  await personActs(code, 14, { words: mark('resume') })
  await personActs(code, 12, { mode: 'id_confidential', notices: `${mark('notices')}@example.org`, noticesSafe: 'yes' })
  await moreCodes(course, code)
  await desk(wanjiru, 'answer-safety', { message: mark('protection') })
  await desk(ines, 'decide-handler', { changed: 'no', handler: '', message: mark('same handler') })
  await desk(ines, 'answer-escalation', { message: mark('escalation answered') })
  await desk(wanjiru, 'extend-clock', { clock: await ourClock(course), days: '3', message: mark('later') })
  await decide(course, code, reference)
}

async function decide(course: Course, code: string, reference: string): Promise<void> {
  const { mechanism, mark, personActs } = course
  const { wanjiru, ines, mariam } = handlersOf(course)
  const desk = (who: typeof wanjiru, action: string, values: Parameters<Course['act']>[3]) => course.act(who, reference, action, values)
  const admission = { req_impact: 'yes', req_connection: 'yes', req_understandable: 'yes', outcome: 'admitted', ground: '' }
  await desk(wanjiru, 'prepare-admission', { ...admission, message: mark('admission first'), note: mark('admission note') })
  await desk(ines, 'return-admission', { note: mark('admission returned') })
  await desk(wanjiru, 'prepare-admission', { ...admission, message: mark('admission'), note: '' })
  await desk(ines, 'decide-admission', {})
  await personActs(code, 9, { words: mark('look again') })
  await desk(mariam, 'decide-looking-again', { review: 'upheld', message: mark('looked again') })
  await desk(wanjiru, 'rate-severity', { scale: '3', scope: '2', irremediability: '2', reason: mark('severity') })
  const organisation = mechanism.organisations.dam
  await desk(wanjiru, 'rate-involvement', { organisation, mode: 'cause', reason: mark('involvement') })
  await desk(wanjiru, 'record-asked', { type: 'compensation', asked: mark('asked'), rank: '1' })
  const asked = await course.instance.context.db.selectFrom('asked_items').select('id').executeTakeFirstOrThrow()
  await personActs(code, 4, { [`seen-${asked.id}`]: 'corrected', words: mark('correction') })
  await desk(wanjiru, 'issue-findings', { finding: 'fd_founded', message: mark('finding') })
  const offer = { asked: '', organisation, deadline: '2027-12-15', subtype: '', replaces: '', type: 'compensation' }
  await desk(wanjiru, 'draft-offer', { ...offer, terms: mark('terms'), amount: '44800', currency: 'KES' })
  await desk(wanjiru, 'put-proposal', { rightsChecked: 'yes', adviceOffered: 'yes', message: mark('proposal') })
  await personActs(code, 5, { answer1: 'accept', words: mark('answer to the proposal') })
  const remedy = (await course.instance.context.db.selectFrom('remedies').select('id').executeTakeFirstOrThrow()).id
  await desk(wanjiru, `report-delivery/${remedy}`, { evidence: mark('evidence') })
  await personActs(code, 6, { result1: 'not_delivered', alone: 'alone', words1: mark('not delivered') })
  await desk(wanjiru, `report-delivery/${remedy}`, { evidence: mark('evidence again') })
  await personActs(code, 6, { result1: 'confirmed', alone: '', words1: mark('delivered') })
  const axes = { closure: 'cl_remedied', finding: 'fd_founded', agreement: 'ag_full', delivery: 'rd_full_verified', view: 'cv_satisfied' }
  await desk(wanjiru, 'prepare-closing', { ...axes, organisationSays: mark('says first'), message: mark('closing first') })
  await desk(ines, 'return-closing', { note: mark('closing returned') })
  await desk(wanjiru, 'prepare-closing', { ...axes, organisationSays: mark('organisation says'), message: mark('closing summary') })
  await desk(ines, 'close', {})
  await desk(wanjiru, 'keep-out', { colleague: ines.id, reason: mark('kept out') })
}

/** The team that reads is the other one, because Amina was not sure about the first. */
function handlersOf({ mechanism: { people } }: Course) {
  return { wanjiru: people.salma, ines: people.otieno, mariam: people.mariam }
}

async function ourClock({ instance }: Course): Promise<string> {
  const clock = await instance.context.db
    .selectFrom('clocks')
    .select('id')
    .where('clock', 'in', ['eligibility', 'update'])
    .where('met_at', 'is', null)
    .executeTakeFirstOrThrow()
  return clock.id
}

/** A message whose page outlived the session: it is carried through the page that asks for the code. */
async function sendLate({ instance, mark, open, asPerson }: Course, code: string): Promise<void> {
  await asPerson(async () => {
    const amina = await open(code)
    await amina.get('/en/messages/2')
    instance.clock.advance(25 * 60_000)
    await amina.submit({ message: mark('message after the session') }, '/2')
    expect(amina.status).toBe(401)
    await amina.submit({ code }, '/1')
    await amina.submit({}, '/2')
    expect(amina.url).toBe('/en/messages')
  })
}

async function sendFiles({ mark, personActs }: Course, code: string): Promise<void> {
  const added = file(`${mark('added name')}.txt`, `${mark('added bytes')} `.repeat(300))
  await personActs(code, 3, { files: added, words: mark('added words') })
}

/** Two more codes, for people whom Amina trusts. */
async function moreCodes({ open, asPerson, secrets }: Course, code: string): Promise<void> {
  for (const other of [code, code])
    await asPerson(async () => {
      const amina = await open(other)
      await amina.get('/en/messages/11')
      await amina.submit({ end: '' }, '/11')
      const fresh = [...amina.html.matchAll(/\b\d{4}\b/g)].map(([group]) => group).join('')
      const found = /\d{24}/.exec(fresh)?.[0] ?? ''
      expect(found, amina.text).toHaveLength(24)
      secrets.add(found)
      secrets.add(receiptGroups(found).join(' '))
      await amina.submit({ go: 'keep' }, '/11')
    })
}

/** Joseph is invited, chooses a passphrase and mistypes it; his name and address are people's own words too. */
export async function joinTeam({ instance, mechanism, mark, secrets, invitations, newVisitor }: Course): Promise<void> {
  const lead = await mechanism.signIn(newVisitor(), mechanism.people.ines)
  await lead.get('/desk/steward/people')
  const address = `${mark('invited address')}@rivers.example`
  await lead.submit({ email: address, team: mechanism.teams.river.principalId, role: 'handler' }, 'people')
  const link = /<code[^>]*>(http[^<]+)<\/code>/.exec(lead.html)?.[1]?.replaceAll('&#x3D;', '=') ?? ''
  invitations.set(address, link)
  const joseph = await newVisitor().get(new URL(link).pathname)
  const passphrase = `${mark('passphrase')} herons fish ${mark('passphrase, its end')}`
  await joseph.submit({ name: mark('working name'), language: 'en', passphrase, again: passphrase }, joseph.url)
  const secret = /[A-Z2-7]{4}( ?[A-Z2-7]{4}){7,}/.exec(joseph.text)?.[0].replaceAll(' ', '') ?? ''
  await joseph.submit({ digits: digitsAt(secret, instance.clock.now()) }, joseph.url)
  const recovery = /[0-9A-HJKMNP-TV-Z]{4}([ -][0-9A-HJKMNP-TV-Z]{4}){7}/.exec(joseph.text)?.[0] ?? ''
  expect(recovery, joseph.text.slice(0, 300)).not.toBe('')
  for (const one of [
    secret,
    recovery,
    recovery.replaceAll(' ', '-'),
    recovery.replace(/[ -]/g, ''),
    new URL(link).pathname.split('/').at(-1) ?? '',
  ])
    secrets.add(one)
  await joseph.submit({}, joseph.url)
  const wrong = await newVisitor().get('/desk/sign-in')
  await wrong.submit({ email: address, passphrase: mark('wrong passphrase'), digits: '000000' }, 'sign-in')
  expect(wrong.status).toBe(422)
}
