import { confirmMember } from '../../src/accounts/confirm-member.ts'
import { makeAccount, type MadeAccount } from '../../src/accounts/make-account.ts'
import { makeMechanism } from '../../src/accounts/make-mechanism.ts'
import { stretchPassphrase } from '../../src/accounts/passphrases.ts'
import { digitsAt, newTotpSecret } from '../../src/accounts/six-digits.ts'
import { givePlace, makeTeam } from '../../src/accounts/teams.ts'
import { addOperation, addOrganisation } from '../../src/stewardship/organisations.ts'
import { openDoors } from '../../src/stewardship/open-doors.ts'
import { addRoute } from '../../src/stewardship/routing.ts'
import type { Context } from '../../src/contracts/context.ts'
import type { Writer } from '../../src/contracts/schema.ts'
import type { Actor, TeamRole } from '../../src/domain/actor.ts'
import { keyringOf } from '../../src/grievances/keyring.ts'
import type { HeldKey } from '../../src/grievances/principals.ts'
import { newRecoveryCode } from '../../src/platform/sealing/index.ts'
import type { Instance } from './instance.ts'
import type { Visitor } from './visitor.ts'

/** Somebody of the mechanism, with all that they know and hold. */
export interface Staff {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly passphrase: string
  readonly totpSecret: string
  readonly recoveryCode: string
  readonly held: HeldKey
}

/** A mechanism that is open: two handling teams, a panel, two organisations, and the code of its recovery sheet. */
export interface SetUp {
  readonly people: Readonly<Record<PersonName, Staff>>
  readonly teams: Readonly<Record<'river' | 'works' | 'panel', HeldKey>>
  readonly organisations: Readonly<Record<'dam' | 'grid', string>>
  readonly operations: Readonly<Record<'dam', string>>
  readonly sheetCode: string
  /** Signs somebody in through the page; the clock goes on half a minute first, because digits count once. */
  signIn(visitor: Visitor, person: Staff): Promise<Visitor>
}

export type PersonName = 'ines' | 'wanjiru' | 'otieno' | 'salma' | 'mariam'

const NAMES = { ines: 'Inés', wanjiru: 'Wanjiru', otieno: 'Otieno', salma: 'Salma', mariam: 'Mariam' } as const
export const PASSPHRASE = 'river stones carry water'

/** Makes “Rivers and Works” through the program's own functions and opens its doors. */
export async function setUpMechanism({ context, clock }: Pick<Instance, 'context' | 'clock'>): Promise<SetUp> {
  const sheetCode = newRecoveryCode()
  const passphrase = await stretchPassphrase(context, PASSPHRASE)
  const fresh = (person: PersonName) => ({
    email: `${person}@rivers.example`,
    name: NAMES[person],
    language: 'en',
    passphrase,
    totpSecret: newTotpSecret(),
    steward: false,
  })
  return context.db.transaction().execute(async trx => {
    const words = {
      name: 'Rivers and Works',
      languages: ['en', 'sw', 'ar', 'es'],
      defaultLanguage: 'en',
      leaveTo: 'https://www.wikipedia.org/',
      emergency: '112',
    }
    const inesIs = fresh('ines')
    const { lead, team: river } = await makeMechanism(context, trx, { words, lead: inesIs, teamName: 'River team', sheetCode })
    const ines = staff(inesIs, lead)
    const come = async (name: PersonName): Promise<Staff> => {
      const person = fresh(name)
      return staff(person, await makeAccount(context, trx, person))
    }
    const wanjiru = await come('wanjiru')
    const otieno = await come('otieno')
    const salma = await come('salma')
    const mariam = await come('mariam')
    const steward = actorOf(ines, true)
    const works = await makeTeam(context, trx, { name: 'Works team', kind: 'handling', leadId: otieno.id, madeBy: ines.id })
    const panel = await makeTeam(context, trx, { name: 'Second look', kind: 'panel', leadId: mariam.id, madeBy: ines.id })
    await join(context, trx, { team: river, member: wanjiru, by: ines, role: 'handler' })
    await join(context, trx, { team: works, member: salma, by: otieno, role: 'handler' })
    const dam = await addOrganisation(context, trx, steward, 'Upper Dam Ltd')
    const grid = await addOrganisation(context, trx, steward, 'Grid Co')
    const upperDam = await addOperation(context, trx, steward, { organisationId: dam, name: 'Upper dam' })
    await trx.updateTable('routing_rules').set({ team_id: works.principalId }).where('operation_id', 'is', null).execute()
    await addRoute(context, trx, steward, { operationId: upperDam, organisationId: dam, teamId: river.principalId, rank: 1 })
    await openDoors(context, trx, steward)
    return {
      people: { ines, wanjiru, otieno, salma, mariam },
      teams: { river, works, panel },
      organisations: { dam, grid },
      operations: { dam: upperDam },
      sheetCode,
      signIn: (visitor, person) => signIn(visitor, person, clock),
    }
  })
}

async function signIn(visitor: Visitor, person: Staff, clock: Instance['clock']): Promise<Visitor> {
  clock.advance(30_000)
  await visitor.get('/desk/sign-in')
  return visitor.submit({ email: person.email, passphrase: person.passphrase, digits: digitsNow(person, clock) }, 'sign-in')
}

/** What the app of this person shows now. */
export function digitsNow(person: { readonly totpSecret: string }, clock: Pick<Instance['clock'], 'now'>): string {
  return digitsAt(person.totpSecret, clock.now())
}

/** Somebody as an actor without places, as for a steward's acts. */
export function actorOf(person: { readonly id: string }, steward = false): Extract<Actor, { kind: 'account' }> {
  return { kind: 'account', id: person.id, memberships: [], steward }
}

/** Gives somebody a place in a team and confirms it, as a lead does. */
export async function join(
  context: Context,
  trx: Writer,
  { team, member, by, role }: { team: HeldKey; member: Staff; by: Staff; role: TeamRole },
): Promise<void> {
  const place = { teamId: team.principalId, accountId: member.id }
  await givePlace(context, trx, { ...place, role, steward: false })
  await confirmMember(context, trx, { actor: actorOf(by), keyring: keyringOf(by.held, team) }, place)
}

/** Somebody with all that they know and hold, from how their account was made. */
export function staff(person: { name: string; email: string; totpSecret: string }, made: MadeAccount): Staff {
  const { name, email, totpSecret } = person
  return { id: made.held.principalId, name, email, totpSecret, passphrase: PASSPHRASE, held: made.held, recoveryCode: made.recoveryCode }
}
