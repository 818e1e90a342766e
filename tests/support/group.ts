import { expect } from 'vitest'
import { paths } from '../../src/contracts/paths.ts'
import { openFile, references } from './desk.ts'
import type { Instance } from './instance.ts'
import { setUpMechanism, type PersonName, type SetUp } from './mechanism.ts'
import { tell } from './tell.ts'
import { Visitor } from './visitor.ts'

type Page = Parameters<typeof paths.message>[1]
type Values = Parameters<Visitor['submit']>[0]

/** The address of one of a person's own pages. */
export const at = (page: Page): string => paths.message('en', page)

/** The codes that a page shows. */
export function codesOn({ html }: Visitor): string[] {
  return [...html.matchAll(/<div class="code">(.*?)<\/div>/g)].map(([, groups = '']) => groups.replace(/\D/g, ''))
}

/** A grievance of many people: whoever told it, those who join, and the desk that answers them. */
export interface Village {
  readonly mechanism: SetUp
  readonly reference: string
  readonly founder: Visitor
  open(code: string): Promise<Visitor>
  /** Does something on a page of one's own, and is back on one's own page after. */
  does(visitor: Visitor, page: Page, values: Values): Promise<Visitor>
  invites(visitor: Visitor, values?: Values): Promise<string[]>
  /** Joins with a code that was given, and has one of one's own after. */
  joins(given: string, values?: Values): Promise<[Visitor, string]>
  /** Comes in on the word of somebody who speaks for the group. */
  byWord(spokesperson: Visitor, values?: Values): Promise<[Visitor, string]>
  desk(name?: PersonName): Promise<Visitor>
}

/** Something told for a group that has not been formed yet. */
export async function startVillage(instance: Instance): Promise<Village> {
  const mechanism = await setUpMechanism(instance)
  const code = await tell(instance.context, {
    capacity: 'cap_affected_group',
    told: { operationId: mechanism.operations.dam, organisationId: mechanism.organisations.dam },
  })
  const reference = [...(await references(instance))][0] ?? ''
  const open = async (given: string): Promise<Visitor> => {
    const visitor = await new Visitor(instance.app, instance.other).get('/en/messages')
    return visitor.submit({ code: given }, at('open'))
  }
  const does: Village['does'] = async (visitor, page, values) => {
    await visitor.get(at(page))
    expect(visitor.status, `${page}: ${visitor.text.slice(0, 400)}`).toBe(200)
    await visitor.submit(values, at(page))
    expect(visitor.url, `${page}: ${visitor.text.slice(0, 600)}`).toBe('/en/messages')
    return visitor
  }
  const invites: Village['invites'] = async (visitor, values = {}) => {
    await visitor.get(at('invite'))
    await visitor.submit({ joinBy: 'slip', count: '3', invitedAs: 'member', slipLanguage: 'en', until: '', ...values }, at('invite'))
    return codesOn(visitor)
  }
  const joins: Village['joins'] = async (given, values = {}) => {
    const visitor = await open(given)
    expect(visitor.url).toBe(at('join'))
    const [own = ''] = codesOn(visitor)
    await visitor.submit({ joining: 'yes', ...values }, at('join'))
    expect(visitor.url, visitor.text.slice(0, 500)).toBe('/en/messages')
    return [visitor, own]
  }
  return {
    mechanism,
    reference,
    founder: await open(code),
    open,
    does,
    invites,
    joins,
    byWord: async (spokesperson, values = {}) => joins((await invites(spokesperson, { joinBy: 'word', ...values }))[0] ?? ''),
    desk: (name = 'wanjiru') => openFile(instance, mechanism, mechanism.people[name], reference),
  }
}
