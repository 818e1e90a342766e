import { expect } from 'vitest'
import { receiptGroups } from '../../src/domain/receipt.ts'
import { Tool, tokenOf } from '../support/tool.ts'
import { makeOrganisation } from '../support/organisation.ts'
import type { Course } from './course.ts'

/** A field tool of an organisation tells for somebody, adds words and a paper, and reads all of it back. */
export async function tellByTool({ instance, mechanism, secrets, mark, asPerson }: Course): Promise<void> {
  const haki = await makeOrganisation(instance, mechanism, { name: 'Haki Union', lead: 'Baraka', member: 'Zuhura' })
  const { token } = await tokenOf(instance, mechanism, haki.lead, { organisation: haki.team.principalId })
  secrets.add(token)
  const tool = new Tool(token, instance.app, instance.other)
  const story = mark('told by a tool')
  const message = mark('written by a tool')
  const name = `${mark('file of a tool')}.txt`
  await asPerson(async () => {
    const who = { people: 'few', responsible: mark('who, by a tool') }
    const { reference, code } = await tool.tell('canary', { language: 'en', pages: { story: { story, ongoing: 'yes' }, who } })
    secrets.add(code).add(receiptGroups(code).join(' '))
    expect((await tool.post(`/grievances/${reference}/messages`, 'words', { language: 'en', message })).statusCode).toBe(201)
    const bytes = Buffer.from(`${mark('bytes of a tool')} `.repeat(100))
    expect((await tool.postFiles(reference, 'paper', [{ field: 'photos', name, bytes }])).statusCode).toBe(201)
    const read = await tool.get(`/grievances/${reference}`)
    for (const word of [story, message, name]) expect(read.body).toContain(word)
  })
}
