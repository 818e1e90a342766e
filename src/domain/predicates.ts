import { placeIn, speaksForPeople, type Actor, type Role } from './actor.ts'
import type { Grievance } from './grievance.ts'

/** A named condition between an actor and a grievance, told true or false before anything is changed. */
export type Predicate = (actor: Actor, grievance: Grievance) => boolean

/** Somebody to whom the grievance belongs: the person, or anyone of the group who has joined it. */
export const own: Predicate = (actor, grievance) =>
  actor.kind === 'affected' && actor.speaks !== true && actor.place !== 'invited' && actor.grievanceId === grievance.id
/** The person to whom the grievance belongs alone. */
export const alone: Predicate = (actor, grievance) => own(actor, grievance) && !grievance.grouped
/** Somebody who was given a slip of the group and has not used it yet. */
export const invited: Predicate = (actor, grievance) =>
  actor.kind === 'affected' && actor.place === 'invited' && actor.grievanceId === grievance.id
/** Anyone of the group, whoever speaks for it among them. */
export const inGroup: Predicate = (actor, grievance) => own(actor, grievance) && grievance.grouped
/** Whoever speaks for the group now. */
export const forGroup: Predicate = (actor, grievance) =>
  inGroup(actor, grievance) && actor.kind === 'affected' && actor.place === 'spokesperson'
/** Whoever decides for everyone to whom it belongs: the person alone, or a spokesperson of the group. */
export const forAll: Predicate = (actor, grievance) => alone(actor, grievance) || forGroup(actor, grievance)
/** A confirmed member of the team that answers for the grievance. */
export const ofTeam: Predicate = (actor, grievance) => placeIn(actor, grievance.teamId) !== undefined
/** A member of that team who leads it. */
export const leads: Predicate = (actor, grievance) => placeIn(actor, grievance.teamId)?.role === 'lead'
/** The member who holds the grievance, or any member while nobody holds it. */
export const holds: Predicate = (actor, grievance) =>
  ofTeam(actor, grievance) && actor.kind === 'account' && (grievance.handlerId === null || grievance.handlerId === actor.id)
/** The second of two: a member of the team other than the one who prepared the decision. */
export const second: Predicate = (actor, grievance) =>
  ofTeam(actor, grievance) && actor.kind === 'account' && grievance.pendingBy !== actor.id
/** A lead other than the one who prepared the decision. */
export const secondLead: Predicate = (actor, grievance) => leads(actor, grievance) && second(actor, grievance)
/** A lead while no panel was asked: where there is one, only its members look again. */
export const leadsWithoutPanel: Predicate = (actor, grievance) => grievance.panelId === null && leads(actor, grievance)
/** A member of the team other than the one who holds the grievance: whoever stopped is asked by somebody else. */
export const doesNotHold: Predicate = (actor, grievance) =>
  ofTeam(actor, grievance) && actor.kind === 'account' && grievance.handlerId !== actor.id
/** A member of the panel that was asked to look again. */
export const ofPanel: Predicate = (actor, grievance) => grievance.panelId !== null && placeIn(actor, grievance.panelId) !== undefined
/** A confirmed member of the team that holds the names. */
export const ofCustodians: Predicate = (actor, grievance) =>
  grievance.custodianId !== null && placeIn(actor, grievance.custodianId) !== undefined
/** Whoever speaks for somebody in it now: a member of an organisation with a mandate, or who told it for a person with a code of their own. */
export const mandated: Predicate = (actor, grievance) =>
  actor.kind === 'affected'
    ? actor.speaks === true && actor.grievanceId === grievance.id
    : speaksForPeople(actor) && grievance.spokenBy.some(team => placeIn(actor, team) !== undefined)
/** Whoever wrote it down for the person, while the person lets them keep helping. */
export const helps: Predicate = (actor, grievance) => actor.kind === 'account' && grievance.helpers.includes(actor.id)
/** Nobody in particular: the sweep of deadlines. */
export const any: Predicate = () => true

/** Whether nothing but helping the person lets this actor see the grievance: they know of it what the person knows. */
export function onlyHelps(actor: Actor, grievance: Grievance): boolean {
  return rolesOf(actor, grievance).every(role => role === 'helper' || role === 'steward')
}

/** The roles the actor has towards the grievance. */
export function rolesOf(actor: Actor, grievance: Grievance): Role[] {
  if (actor.kind === 'affected' && actor.speaks === true) return ['representative']
  if (actor.kind !== 'account') return [actor.kind]
  const place = placeIn(actor, grievance.teamId)
  const roles: Role[] = actor.steward ? ['steward'] : []
  if (place !== undefined) roles.push('handler')
  if (place?.role === 'lead') roles.push('lead')
  if (ofPanel(actor, grievance)) roles.push('panel')
  if (ofCustodians(actor, grievance)) roles.push('custodian')
  if (mandated(actor, grievance)) roles.push('representative')
  if (helps(actor, grievance)) roles.push('helper')
  return roles
}
