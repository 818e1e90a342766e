import { expect } from 'vitest'
import { codeOn, cookiesOf } from '../intake/told.ts'
import type { Course } from './course.ts'
import { file, paperSaying, photoSaying, voiceSaying } from './marked-files.ts'

/** Amina tells everything that the form asks, with a photo, a recording and papers; gives her code. */
export async function tellEverything({ instance, mark, secrets, mechanism, newVisitor, asPerson }: Course): Promise<string> {
  const amina = newVisitor()
  await asPerson(async () => {
    await amina.get('/en/form/1')
    await amina.submit({
      story: `The path is closed. ${mark('story before it was changed')}`,
      safe: 'no',
      voice: file(`${mark('voice name')}.ogg`, voiceSaying(mark('voice bytes'))),
      photos: [
        file(`${mark('photo name')}.jpg`, await photoSaying(mark('photo comment'))),
        file(`${mark('paper name')}.pdf`, paperSaying(mark('paper bytes'))),
        file(`${mark('text name')}.txt`, `${mark('text bytes')} `.repeat(500)),
      ],
    })
    expect(amina.url, amina.text).toBe('/en/form/2')
    await amina.get('/en/form/1')
    await amina.submit({ story: `${mark('story')} closed the path to the river in March.`, removed: '' })
  })
  await asPerson(async () => {
    await amina.get('/en/form/2')
    await amina.submit({ need: mark('needs'), wish: mark('wish') })
    await amina.submit({
      since: mark('since'),
      where: mark('where'),
      responsible: mark('responsible'),
      operation: mechanism.operations.dam,
    })
    const named = { known: 'team', name: mark('name'), reply: 'email', avoid: mark('words not to use'), times: mark('times') }
    await amina.submit({ ...named, email: `${mark('e-mail that is none')}` })
    expect(amina.status).toBe(422)
    await amina.submit({ ...named, email: `${mark('e-mail')}@example.org`, neutral: 'yes' })
    await amina.submit({ deadline: mark('too late'), punished: 'yes', topics: ['topic_water_pollution'] })
    await amina.submit({ reader: 'not_sure', keepFrom: mark('must not read') })
    expect(amina.url, amina.text.slice(0, 500)).toBe('/en/form/7')
  })
  await asPerson(async () => {
    await amina.get('/en/form/7')
    await amina.submit({})
    const code = codeOn(amina) ?? ''
    expect(code).toHaveLength(24)
    secrets.add(code)
    for (const token of cookiesOf(amina).values()) secrets.add(token)
    await amina.submit({}, '/8')
  })
  expect(instance.letters.length).toBeGreaterThan(0)
  return [...secrets].find(secret => /^\d{24}$/.test(secret)) ?? ''
}

/** Leila lost her code, Noor never sends, Tala's page is too old, and somebody's browser tells more than it was asked. */
export async function tellOtherwise({ instance, mark, secrets, newVisitor, asPerson }: Course): Promise<void> {
  await asPerson(async () => {
    const leila = await newVisitor().get('/en/messages/16')
    await leila.submit({ story: mark('lost: story'), reach: mark('lost: how to reach') }, '/16')
    secrets.add(codeOn(leila) ?? 'no code')
  })
  await asPerson(async () => {
    const noor = await newVisitor().get('/en/form/1')
    await noor.submit({ story: mark('never sent'), photos: file(`${mark('never sent: name')}.txt`, mark('never sent: bytes')) })
    expect(noor.url).toBe('/en/form/2')
    await noor.submit({ need: mark('never sent: needs') })
  })
  await asPerson(async () => {
    const tala = await newVisitor().get('/en/form/1')
    await tala.submit({ story: mark('forged: story'), csrf: 'too old' })
    expect(tala.status).toBe(403)
    await tala.get('/en/messages')
    await tala.submit({ code: mark('no code at all') }, '/1')
    expect(tala.status).toBe(422)
  })
  const headers = {
    'user-agent': mark('user agent'),
    referer: `https://example.org/${mark('referrer')}`,
    'x-forwarded-for': mark('address'),
    cookie: `d=${mark('cookie')}`,
  }
  for (const url of [`/en/form/1?${mark('query')}=1`, `/en/${mark('path')}`, `/desk/queue?after=${mark('desk query')}`])
    await instance.app.inject({ url, headers })
  await instance.app.inject({ method: 'POST', url: '/en/form/1', headers, payload: `{"${mark('no form')}":` })
}
