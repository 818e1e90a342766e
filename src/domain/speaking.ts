import type { SubmitterCapacity } from './reference/index.ts'

/** What somebody may do for another, from least to most (reference 2h, rule 3). */
export const MANDATE_SCOPES = ['talk', 'receive', 'negotiate', 'accept'] as const

/** What a person, or who speaks for them, can say that it is for: a yes or no to an offer is only ever given with the person's own code. */
export const GIVEN_SCOPES = MANDATE_SCOPES.filter(scope => scope !== 'accept')

/** One thing that a mandate allows. */
export type MandateScope = (typeof MANDATE_SCOPES)[number]

/** Those to whom it happened themselves. */
export const AFFECTED_CAPACITIES = ['cap_affected_individual', 'cap_affected_group'] as const satisfies readonly SubmitterCapacity[]

/** Those who speak for somebody else, who then has a code of their own. */
export const REPRESENTING_CAPACITIES = [
  'cap_rep_ngo',
  'cap_rep_union',
  'cap_rep_lawyer',
  'cap_rep_family',
  'cap_rep_guardian',
  'cap_rep_community',
] as const satisfies readonly SubmitterCapacity[]
