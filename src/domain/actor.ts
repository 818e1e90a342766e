/** The kinds of role a person or the system may have towards a grievance; rules are written in these words. */
export const ROLES = [
  'visitor',
  'affected',
  'representative',
  'helper',
  'handler',
  'lead',
  'custodian',
  'panel',
  'steward',
  'system',
] as const
export type Role = (typeof ROLES)[number]

/** What a member may be in a team; a lead does all that a handler does. */
export const TEAM_ROLES = ['lead', 'handler'] as const
export type TeamRole = (typeof TEAM_ROLES)[number]

/** A confirmed place in a team. Invited, accepted and removed places never reach an actor. */
export interface Membership {
  readonly teamId: string
  readonly teamKind: TeamKind
  readonly role: TeamRole
}

/**
 * Handling teams answer people; a panel looks again at what a handling team decided; custodians hold names apart from those
 * who handle; representatives are organisations that speak for people.
 */
export const TEAM_KINDS = ['handling', 'panel', 'custodian', 'representative'] as const
export type TeamKind = (typeof TEAM_KINDS)[number]

/** Where somebody stands in a group: with a slip not yet used, as one of it, or as one who speaks for it now. */
export type GroupPlace = 'invited' | 'member' | 'spokesperson'

/** Whoever acts. An account's roles are not fixed: they follow from its teams and the grievance at hand. */
export type Actor =
  | { readonly kind: 'visitor' }
  | {
      readonly kind: 'affected'
      readonly id: string
      readonly participantId: string
      readonly grievanceId: string
      /** Whether they told it for somebody who holds a code of their own: they speak, and decide nothing. */
      readonly speaks?: boolean
      /** Whether they came with a code that the person gave to somebody they trust: they read and write, and change nobody's way in. */
      readonly lent?: boolean
      /** Their place in the group, where the grievance belongs to one. */
      readonly place?: GroupPlace
    }
  | { readonly kind: 'account'; readonly id: string; readonly memberships: readonly Membership[]; readonly steward: boolean }
  | { readonly kind: 'system' }

/** The account's place in a team, or undefined where it has none. */
export function placeIn(actor: Actor, teamId: string): Membership | undefined {
  return actor.kind === 'account' ? actor.memberships.find(membership => membership.teamId === teamId) : undefined
}

/** Whether an account speaks for people and does nothing else here: whoever answers people speaks for nobody (UNGP 31(a)). */
export function speaksForPeople(actor: Actor): boolean {
  if (actor.kind !== 'account' || actor.steward || actor.memberships.length === 0) return false
  return actor.memberships.every(membership => membership.teamKind === 'representative')
}
