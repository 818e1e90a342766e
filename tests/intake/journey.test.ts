import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { answersInWords } from '../../src/intake/queries.ts'
import { DATABASES } from '../support/databases.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { Visitor } from '../support/visitor.ts'
import { makeReady, type Ready } from './ready.ts'
import { codeOn, cookieHeader, cookiesOf, countOf, openedBy, STORY, toCheck } from './told.ts'

describe.each(DATABASES)('telling what happened, on %s', kind => {
  let instance: Instance
  let ready: Ready
  const newVisitor = (): Visitor => new Visitor(instance.app, instance.other)

  beforeAll(async () => {
    instance = await startInstance(kind)
    ready = await makeReady(instance.context)
  })
  afterAll(() => instance.stop())

  it('takes Amina from the first page to her code, and seals every answer where it belongs', async () => {
    const amina = newVisitor()
    await amina.get('/')
    await amina.get('/en/form/1')
    await amina.submit({ story: STORY, safe: 'no', ongoing: 'yes' })
    await amina.submit({ need: 'Water near the village', wish: 'Open the path again' })
    await amina.submit({ capacity: 'cap_affected_group', since: 'March', operation: ready.operationId, people: 'many' })
    await amina.submit({ known: 'team', name: 'Amina W.', reply: 'email', email: 'amina@example.org', neutral: 'yes', avoid: 'river' })
    await amina.submit({ topics: ['topic_no_consultation'], computer: 'yes', punished: 'no' })
    await amina.submit({ reader: 'no', keepFrom: 'the site manager' })
    expect(amina.url).toBe('/en/form/7')
    for (const words of [STORY, 'Open the path again', 'Upper dam (Tana Power)', 'Amina W.', 'Nobody asked us', 'the site manager'])
      expect(amina.text).toContain(words)
    await amina.submit({})
    expect(amina.url).toBe('/en/form/8')
    const opened = await openedBy(instance.context, codeOn(amina) ?? '')
    expect(opened.item('answers').said).toMatchObject({
      text: STORY,
      answers: { wish: 'Open the path again', operation: 'Upper dam (Tana Power)', keepFrom: 'the site manager' },
    })
    expect(opened.item('identity').said?.answers).toEqual({ name: 'Amina W.', contact: 'amina@example.org', avoid: 'river' })
    expect(JSON.stringify(opened.item('answers').said)).not.toMatch(/Amina|example\.org/)
    expect(opened.item('title').said?.text).toBe('The guards closed the path to the river in March. We walk…')
    const lines = answersInWords(instance.context.words.in('en'), opened.item('answers').said?.answers ?? {})
    expect(lines).toContainEqual({ label: 'Is it one of these places or companies?', answer: 'Upper dam (Tana Power)' })
    expect(lines).toContainEqual({ label: 'It is about', answer: 'Nobody asked us' })
    const participant = await instance.context.db
      .selectFrom('participants')
      .selectAll()
      .where('grievance_id', '=', opened.grievanceId)
      .executeTakeFirstOrThrow()
    expect(participant).toMatchObject({ capacity: 'cap_affected_group', identity_mode: 'id_confidential', language: 'en' })
    expect(participant.notice_sealed).not.toBeNull()
    const row = await instance.context.db
      .selectFrom('grievances')
      .selectAll()
      .where('id', '=', opened.grievanceId)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ team_id: ready.team.principalId, operation_id: ready.operationId, priority: 'P1', channel: 'ch_web' })
    const topics = await instance.context.db
      .selectFrom('grievance_topics')
      .select('topic')
      .where('grievance_id', '=', opened.grievanceId)
      .orderBy('topic')
      .execute()
    expect(topics.map(({ topic }) => topic)).toEqual(['topic_automated_decision', 'topic_no_consultation'])
  })

  it('sends from the first page in three page loads, and nobody may know the name', async () => {
    const amina = newVisitor()
    await toCheck(amina)
    expect(amina.text).toContain('Nothing is sent yet')
    await amina.submit({})
    const opened = await openedBy(instance.context, codeOn(amina) ?? '')
    expect(opened.items.map(item => item.kind).toSorted()).toEqual(['answers', 'title'])
    const participant = await instance.context.db
      .selectFrom('participants')
      .selectAll()
      .where('grievance_id', '=', opened.grievanceId)
      .executeTakeFirstOrThrow()
    expect(participant).toMatchObject({ capacity: 'cap_unspecified', identity_mode: 'id_pseudonymous', notice_sealed: null })
  })

  it('ends at one code and one grievance after a double send, a lost answer, Back and a restart', async () => {
    const amina = newVisitor()
    await toCheck(amina)
    const before = await countOf(instance.context, 'participants')
    const sending = amina.prepared({})
    const lost = { method: 'POST' as const, ...sending, headers: { ...sending.headers, cookie: cookieHeader(amina) } }
    await Promise.all([instance.app.inject(lost), instance.other.inject(lost), instance.app.inject(lost)])
    await amina.get('/en/form/7')
    const code = codeOn(amina)
    expect(code).not.toBeNull()
    await amina.repeat(sending)
    expect(codeOn(amina)).toBe(code)
    await amina.get('/en/form/2')
    expect(codeOn(amina)).toBe(code)
    const restarted = await buildApp(instance.context)
    const later = new Visitor(restarted)
    for (const [name, value] of cookiesOf(amina)) cookiesOf(later).set(name, value)
    await later.get('/en/form/8')
    expect(codeOn(later)).toBe(code)
    await restarted.close()
    expect(await countOf(instance.context, 'participants')).toBe(before + 1)
  })

  it('never shows the code again after *I have it*', async () => {
    const amina = newVisitor()
    await toCheck(amina)
    await amina.submit({})
    const code = codeOn(amina) ?? ''
    const draft = cookiesOf(amina).get('d') ?? ''
    await amina.submit({})
    cookiesOf(amina).set('d', draft)
    for (const url of ['/en/form/8', '/en/form/7', '/en/form/1']) {
      await amina.get(url)
      expect(amina.html).not.toContain(code.slice(0, 4))
    }
    expect((await openedBy(instance.context, code)).item('answers').said?.text).toBe(STORY)
  })

  it('gives back everything typed to a browser that refuses the cookie, and stores nothing', async () => {
    const before = await countOf(instance.context, 'drafts')
    const amina = newVisitor()
    await amina.get('/en/form/1')
    cookiesOf(amina).clear()
    await amina.submit({ story: STORY, safe: 'no' })
    expect(amina.status).toBe(422)
    expect(amina.text).toContain('Your browser did not let us keep your words')
    expect(amina.html).toContain(`>${STORY}</textarea>`)
    expect(amina.html).toMatch(/name="safe" value="no" checked/)
    expect(await countOf(instance.context, 'drafts')).toBe(before)
    await amina.submit({})
    expect(amina.url).toBe('/en/form/2')
  })

  it('says to whoever closed the browser in between that what they told before is gone, and keeps the page that they wrote', async () => {
    const amina = await newVisitor().get('/en/form/1')
    await amina.submit({ story: STORY })
    cookiesOf(amina).clear()
    await amina.submit({ need: 'Water for the animals' })
    expect([amina.status, amina.url]).toEqual([422, '/en/form/2'])
    expect(amina.text).toContain('What you told before is no longer here')
    await amina.submit({})
    expect(amina.url, 'and leads them back to tell it again').toBe('/en/form/1')
    await amina.submit({ story: STORY })
    await amina.get('/en/form/2')
    expect(amina.html).toContain('Water for the animals')
  })

  it('shows both texts when another tab stored other words', async () => {
    const amina = newVisitor()
    await amina.get('/en/form/1')
    await amina.submit({ story: 'First words' })
    await amina.get('/en/form/1')
    const stale = amina.prepared({ story: 'Second words' })
    await amina.submit({ story: 'Words from the other tab' })
    await amina.repeat(stale)
    expect(amina.status).toBe(409)
    expect(amina.html).toMatch(/<blockquote[^>]*>Words from the other tab</)
    expect(amina.html).toContain('>Second words</textarea>')
    await amina.submit({ story: 'Both together' })
    await amina.get('/en/form/1')
    expect(amina.html).toContain('>Both together</textarea>')
  })

  it('leads back to the first open page, keeps a skipped one skipped, and asks nothing twice', async () => {
    const amina = newVisitor()
    await amina.get('/en/form/5')
    expect(amina.url).toBe('/en/form/1')
    await amina.submit({ story: '' })
    expect([amina.status, amina.text.includes('Please write a few words')]).toEqual([422, true])
    await amina.submit({ story: STORY })
    await amina.get('/en/form/6')
    expect(amina.url).toBe('/en/form/2')
    await amina.submit({ go: 'skip' })
    expect(amina.url).toBe('/en/form/3')
    await amina.get('/en/form/1')
    expect(amina.html).toContain(`>${STORY}</textarea>`)
    await amina.submit({ story: `${STORY} Every day.` })
    expect(amina.url).toBe('/en/form/3')
  })

  it('asks who may know a name, and takes an address only with a yes to neutral letters', async () => {
    const amina = newVisitor()
    await amina.get('/en/form/1')
    await amina.submit({ story: STORY })
    await amina.submit({ go: 'skip' })
    await amina.submit({ go: 'skip' })
    await amina.submit({ known: 'nobody', name: 'Amina', reply: 'email', email: 'amina@' })
    expect(amina.status).toBe(422)
    for (const words of [
      'You chose that nobody may know your name',
      'This does not look like an e-mail address',
      'Please tick this if it is safe',
    ])
      expect(amina.text).toContain(words)
    expect(amina.html).toContain('value="amina@"')
  })

  it('gives the story to another team when a reader may be part of it', async () => {
    const amina = newVisitor()
    await toCheck(amina)
    await amina.get('/en/form/6')
    await amina.submit({ reader: 'not_sure' })
    await amina.submit({})
    const { grievanceId } = await openedBy(instance.context, codeOn(amina) ?? '')
    const row = await instance.context.db.selectFrom('grievances').select('team_id').where('id', '=', grievanceId).executeTakeFirstOrThrow()
    expect(row.team_id).toBe(ready.other.principalId)
    const grants = await instance.context.db
      .selectFrom('compartment_grants')
      .innerJoin('compartments', 'compartments.id', 'compartment_grants.compartment_id')
      .select('grantee_id')
      .where('compartments.grievance_id', '=', grievanceId)
      .execute()
    expect(grants.map(grant => grant.grantee_id)).not.toContain(ready.team.principalId)
  })

  it('makes one grievance of each of five drafts that are sent twenty times at once', async () => {
    const before = await countOf(instance.context, 'participants')
    const visitors = await Promise.all(Array.from({ length: 5 }, () => toCheck(newVisitor())))
    const sends = visitors.flatMap(visitor => {
      const sending = visitor.prepared({})
      const request = { method: 'POST' as const, ...sending, headers: { ...sending.headers, cookie: cookieHeader(visitor) } }
      return Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? instance.app : instance.other).inject(request))
    })
    const answers = await Promise.all(sends)
    expect(new Set(answers.map(answer => answer.statusCode))).toEqual(new Set([303]))
    expect(await countOf(instance.context, 'participants')).toBe(before + 5)
    for (const visitor of visitors) await visitor.get('/en/form/8')
    expect(new Set(visitors.map(codeOn)).size).toBe(5)
  })

  it('takes in what somebody remembers who lost their code, as something new, and tells nobody what is known', async () => {
    const amina = newVisitor()
    await amina.get('/en/form/1')
    await amina.submit({ story: 'A story not sent yet' })
    await amina.get('/en/messages/16')
    const asking = amina.prepared({ story: 'I wrote about the path in March', reach: '0700 000 000' })
    await amina.repeat(asking)
    const code = codeOn(amina)
    await amina.repeat(asking)
    expect(codeOn(amina)).toBe(code)
    const opened = await openedBy(instance.context, code ?? '')
    expect(opened.item('title').said?.text).toBe('Somebody lost their code')
    expect(opened.item('identity').said?.answers).toEqual({ reach: '0700 000 000' })
    const before = await countOf(instance.context, 'participants')
    await amina.submit({})
    await amina.repeat(asking)
    expect(await countOf(instance.context, 'participants')).toBe(before)
    await amina.get('/en/form/1')
    expect(amina.html).toContain('>A story not sent yet</textarea>')
  })

  it('refuses a form from somewhere else, with files or without, and keeps what was typed on the page', async () => {
    const amina = newVisitor()
    await amina.get('/en/form/1')
    const files = await countOf(instance.context, 'files')
    await amina.submit({ csrf: 'wrong', story: STORY, photos: `@path.txt:${Buffer.from('a paper').toString('base64')}` })
    expect([amina.status, amina.html.includes(STORY)]).toEqual([403, true])
    expect(await countOf(instance.context, 'files')).toBe(files)
    await amina.submit({})
    expect(amina.url).toBe('/en/form/2')
    await amina.get('/en/form/1')
    const multipart = amina.prepared({ csrf: 'wrong' })
    await amina.repeat({ ...multipart, url: '/en/form/7' })
    expect(amina.status).toBe(403)
    await amina.repeat({ ...multipart, url: '/en/messages/16' })
    expect(amina.status).toBe(406)
  })
})
