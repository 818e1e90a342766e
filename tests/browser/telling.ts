import sharp from 'sharp'
import { expect } from 'vitest'
import { answer, follow, press, textOf, type Answers } from '../support/walk.ts'
import { messages, type Walk } from './walk.ts'

/** She comes to the door in her language, tells it on six pages with a photo, and keeps the code. */
export async function tell(walk: Walk): Promise<void> {
  const { amina, language, look } = walk
  await amina.goto('/')
  expect(new URL(amina.url()).pathname).toBe(`/${language}/`)
  await look(amina, 'home')
  await follow(amina, `/${language}/form/1`)
  for (const [index, answers] of (await answersOf(walk)).entries()) {
    await look(amina, `form-${index + 1}`)
    await answer(amina, answers)
  }
  expect(await textOf(amina)).toContain('path.jpg')
  await look(amina, 'form-check')
  await answer(amina, {})
  await look(amina, 'receipt')
  walk.code = (await amina.locator('.code span').allInnerTexts()).join(' ')
  expect(walk.code).toMatch(/^\d{4}( \d{4}){5}$/)
  await press(amina, amina.locator('main form button.act'))
}

/** Days later another browser opens her page with the code; a wrong group of it is named first. */
export async function openWithCode(walk: Walk): Promise<void> {
  const { amina, code, words, look } = walk
  await amina.context().clearCookies()
  await amina.goto(messages(walk))
  await look(amina, 'messages-code')
  await answer(amina, { code: `${code.slice(0, 6)}${(Number(code[6]) + 1) % 10}${code.slice(7)}` })
  await look(amina, 'messages-code-wrong')
  await answer(amina, { code: code.replaceAll(' ', '-') })
  expect(await textOf(amina)).toContain(words.story)
  await look(amina, 'messages-told')
}

async function answersOf({ words, served }: Walk): Promise<Answers[]> {
  const photo = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#a33' } })
    .jpeg()
    .toBuffer()
  return [
    { story: words.story, photos: { name: 'path.jpg', mimeType: 'image/jpeg', buffer: photo }, ongoing: 'yes', safe: 'yes' },
    { need: words.need, wish: words.wish },
    { capacity: 'cap_affected_group', since: words.since, operation: served.mechanism.operations.dam, people: 'many' },
    { known: 'team', name: 'Amina W.', reply: 'code' },
    { topics: ['topic_no_consultation', 'topic_livelihood'], punished: 'no' },
    { reader: 'no' },
  ]
}
