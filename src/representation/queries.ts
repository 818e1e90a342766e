import type { Reader } from '../contracts/schema.ts'
import type { Context } from '../contracts/context.ts'
import type { Account } from '../contracts/http.ts'
import { readProfile } from '../accounts/queries.ts'
import type { OpenGrievance } from '../grievances/open.ts'
import { defineForm, files, words, type Option } from '../platform/forms/index.ts'
import type { Translate } from '../platform/words.ts'
import { unlessDamaged } from '../platform/sealing/index.ts'

export { spokenCases, waitsOf, type Spoken } from './list.ts'

/** What somebody writes for the person they speak for. */
export const messageForm = defineForm('representation:forms', { message: words({ rows: 6 }) })
const addingForm = defineForm('representation:forms', { ...messageForm.fields, files: files('files') })

/** The same with files, where what tells who the person is has a place that this reader opens. */
export function addingFormIn(opened: OpenGrievance): typeof messageForm | typeof addingForm {
  return opened.compartments.some(one => one.kind === 'identity') ? addingForm : messageForm
}

/** The organisations that this account leads. */
export function leadsIn({ actor }: Pick<Account, 'actor'>): string[] {
  return actor.memberships.filter(membership => membership.role === 'lead').map(membership => membership.teamId)
}

/** The organisations that an account speaks in, with their names. */
export async function teamsOf(db: Reader, { actor }: Pick<Account, 'actor'>): Promise<{ id: string; name: string }[]> {
  const ids = actor.memberships.map(membership => membership.teamId)
  return db.selectFrom('teams').select(['id', 'name']).where('id', 'in', ids).where('kind', '=', 'representative').orderBy('name').execute()
}

/** The confirmed people of these organisations, by name. */
export async function colleagues(context: Context, teamIds: readonly string[]): Promise<Option[]> {
  if (teamIds.length === 0) return []
  const rows = await context.db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .select(['accounts.id', 'accounts.profile_sealed'])
    .distinct()
    .where('memberships.team_id', 'in', teamIds)
    .where('memberships.state', '=', 'confirmed')
    .execute()
  return rows
    .flatMap(row => {
      const profile = unlessDamaged(() => readProfile(context, row.id, row.profile_sealed))
      return profile === null ? [] : [{ value: row.id, label: profile.name }]
    })
    .toSorted((a, b) => a.label.localeCompare(b.label))
}

/** The organisations of this mechanism that speak for people, by name. */
export async function organisationsThatSpeak(db: Reader): Promise<Option[]> {
  const rows = await db.selectFrom('teams').select(['id', 'name']).where('kind', '=', 'representative').orderBy('name').execute()
  return rows.map(row => ({ value: row.id, label: row.name }))
}

/** How a mandate was given: by the person on their own page, or in the way that was recorded. */
export function howGiven(words: Translate, evidence: string, here: boolean): string {
  return here ? words.t('representation:givenHere') : words.t(`reference:mandateEvidence.${evidence}.label`)
}
