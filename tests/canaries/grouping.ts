import { expect } from 'vitest'
import { paths } from '../../src/contracts/paths.ts'
import { receiptGroups } from '../../src/domain/receipt.ts'
import { references } from '../support/desk.ts'
import { tell } from '../support/tell.ts'
import type { Visitor } from '../support/visitor.ts'
import type { Course } from './course.ts'
import { file } from './marked-files.ts'

type Page = Parameters<typeof paths.message>[1]

/** A village tells it together: everything that those of a group, and the desk to them, write until the group has decided. */
export async function tellTogether(course: Course): Promise<void> {
  const { instance, mechanism, mark, asPerson, open } = course
  const known = await references(instance)
  const code = await tell(instance.context, {
    capacity: 'cap_affected_group',
    told: { operationId: mechanism.operations.dam, organisationId: mechanism.organisations.dam },
  })
  const reference = [...(await references(instance))].find(one => !known.has(one)) ?? ''
  const does = async (whose: string, page: Page, values: Parameters<Visitor['submit']>[0]): Promise<void> => {
    await asPerson(async () => {
      const visitor = await open(whose)
      await visitor.get(paths.message('en', page))
      await visitor.submit(values, paths.message('en', page))
      expect([page, visitor.status, visitor.url], visitor.text.slice(0, 500)).toEqual([page, 200, '/en/messages'])
    })
  }
  await does(code, 'formGroup', {
    groupName: mark('group'),
    rule: 'elders',
    how: mark('how a group decides'),
    until: '',
    seenAs: mark('seen as'),
  })
  const member = await join(course, code)
  await does(member, 'write', { message: mark('one of a group') })
  await does(code, 'groupWrite', { message: mark('for the group') })
  const { wanjiru, ines } = mechanism.people
  const { participant_id: to } = await instance.context.db
    .selectFrom('members')
    .select('participant_id')
    .where('speaks_from', 'is', null)
    .where('joined_on', 'is not', null)
    .executeTakeFirstOrThrow()
  await course.act(wanjiru, reference, 'answer-member', { member: to, message: mark('to one of a group') })
  await course.act(wanjiru, reference, 'acknowledge', { readback: 'Heard.', message: 'Read.' })
  const admission = { req_impact: 'yes', req_connection: 'yes', req_understandable: 'yes', outcome: 'admitted', ground: '' }
  await course.act(wanjiru, reference, 'prepare-admission', { ...admission, message: 'Taken on.', note: '' })
  await course.act(ines, reference, 'decide-admission', {})
  const offer = {
    asked: '',
    organisation: mechanism.organisations.dam,
    deadline: '2027-12-15',
    subtype: '',
    replaces: '',
    type: 'compensation',
  }
  await course.act(wanjiru, reference, 'draft-offer', { ...offer, terms: 'Paid.', amount: '100', currency: 'KES' })
  await course.act(wanjiru, reference, 'put-proposal', { rightsChecked: 'yes', adviceOffered: 'yes', message: 'An offer.' })
  await does(member, 'ownAnswer', { answer1: 'refuse', apart: 'women', words: mark('answered apart') })
  const minutes = file(`${mark('minutes name')}.txt`, `${mark('minutes bytes')} `.repeat(100))
  await does(code, 'groupDecision', { answer1: 'accept', decidedOn: '2026-09-01', words: mark('minutes'), files: minutes })
}

/** A slip, and the code that somebody has instead of it from then on. */
async function join({ mark, asPerson, open, newVisitor, secrets }: Course, code: string): Promise<string> {
  const keep = (one: string): void => void secrets.add(one).add(receiptGroups(one).join(' '))
  let own = ''
  await asPerson(async () => {
    const spokesperson = await open(code)
    await spokesperson.get(paths.message('en', 'invite'))
    const asked = { joinBy: 'slip', count: '2', invitedAs: 'member', slipLanguage: 'en', until: '' }
    await spokesperson.submit(asked, paths.message('en', 'invite'))
    const slips = codesOn(spokesperson)
    expect(slips).toHaveLength(2)
    slips.forEach(keep)
    const visitor = await newVisitor().get('/en/messages')
    await visitor.submit({ code: slips[0] ?? '' }, paths.message('en', 'open'))
    own = codesOn(visitor)[0] ?? ''
    keep(own)
    await visitor.submit({ joining: 'yes', seenAs: mark('member seen as') }, paths.message('en', 'join'))
    expect(visitor.url, visitor.text.slice(0, 400)).toBe('/en/messages')
  })
  return own
}

/** Slips that the desk prints for people whom nobody knows yet. */
export async function printSlips({ mechanism, newVisitor, secrets }: Course): Promise<void> {
  const salma = await mechanism.signIn(newVisitor(), mechanism.people.salma)
  await salma.get('/desk/slips')
  await salma.submit({ count: '2', slipLanguage: 'sw' }, 'slips')
  const slips = codesOn(salma)
  expect(slips).toHaveLength(2)
  for (const slip of slips) secrets.add(slip).add(receiptGroups(slip).join(' '))
}

function codesOn({ html }: Visitor): string[] {
  return [...html.matchAll(/<div class="code">(.*?)<\/div>/g)].map(([, groups = '']) => groups.replace(/\D/g, ''))
}
