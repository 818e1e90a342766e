import { speaksForPeople } from '../domain/actor.ts'
import { RULES, type Action, type Rule } from '../domain/rules.ts'
import type { Access, Account } from '../contracts/http.ts'

/** Whoever speaks for people reaches their own list and what their mandate lets them do; the pages of those who answer do not exist for them. */
export function mayReach(access: Access, actor: Account['actor']): boolean {
  if (access === 'steward') return actor.steward
  const speaks = speaksForPeople(actor)
  if (access === 'representative') return speaks
  if (access === 'staff') return !speaks
  const rule: Rule | undefined = isAction(access) ? RULES[access] : undefined
  return rule === undefined || !speaks || rule.by.representative !== undefined
}

function isAction(access: Access): access is Action {
  return access in RULES
}
