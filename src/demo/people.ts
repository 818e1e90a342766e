import { confirmMember } from '../accounts/confirm-member.ts'
import { makeAccount } from '../accounts/make-account.ts'
import { makeMechanism } from '../accounts/make-mechanism.ts'
import { stretchPassphrase } from '../accounts/passphrases.ts'
import { newTotpSecret } from '../accounts/six-digits.ts'
import { givePlace, makeTeam } from '../accounts/teams.ts'
import type { Actor, Membership, TeamRole } from '../domain/actor.ts'
import type { Context, DemoSignIn } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { keyringOf, type Keyring } from '../grievances/keyring.ts'
import type { HeldKey } from '../grievances/principals.ts'
import { newRecoveryCode } from '../platform/sealing/index.ts'

/** Somebody of the demo: who they are, the keys they hold, and how they sign in. */
export interface Staff {
  readonly name: string
  readonly actor: Extract<Actor, { kind: 'account' }>
  readonly keyring: Keyring
  /** The language of their desk. */
  readonly language: string
  readonly held: HeldKey
  readonly signIn: DemoSignIn
}

export const NAMES = ['Inés', 'Wanjiru', 'Otieno', 'Salma', 'Mariam', 'Joseph', 'Neema'] as const
export type StaffName = (typeof NAMES)[number]

/** The invented mechanism: its people and the keys of its teams. */
export interface Cast {
  readonly people: Readonly<Record<StaffName, Staff>>
  readonly teams: Readonly<Record<'river' | 'works' | 'panel' | 'centre', HeldKey>>
}

const PASSPHRASE = 'only for this demonstration'

/** Makes the people and teams of the demo, each through the function that a real mechanism uses. */
export async function makeCast(context: Context, name: string): Promise<Cast> {
  const passphrase = await stretchPassphrase(context, PASSPHRASE)
  const fresh = Object.fromEntries(NAMES.map(person => [person, freshOne(person, passphrase)])) as Record<StaffName, Fresh>
  return context.db.transaction().execute(async trx => {
    const made = await makeMechanism(context, trx, {
      words: { name, languages: ['en', 'sw', 'ar', 'es'], defaultLanguage: 'en', leaveTo: 'https://www.wikipedia.org/', emergency: '112' },
      lead: fresh.Inés,
      teamName: TEAMS.river,
      sheetCode: newRecoveryCode(),
    })
    const held = { Inés: made.lead.held } as Record<StaffName, HeldKey>
    for (const person of NAMES.slice(1)) held[person] = (await makeAccount(context, trx, fresh[person])).held
    const team = (words: { name: string; kind: Membership['teamKind']; leadId: string }): Promise<HeldKey> =>
      makeTeam(context, trx, { ...words, madeBy: held.Inés.principalId })
    const works = await team({ name: TEAMS.works, kind: 'handling', leadId: held.Otieno.principalId })
    const panel = await team({ name: TEAMS.panel, kind: 'panel', leadId: held.Mariam.principalId })
    await join(context, trx, { team: made.team, member: held.Wanjiru, by: held.Inés })
    await join(context, trx, { team: works, member: held.Salma, by: held.Otieno })
    const centre = await team({ name: TEAMS.centre, kind: 'representative', leadId: held.Joseph.principalId })
    await join(context, trx, { team: centre, member: held.Neema, by: held.Joseph })
    const teams = { river: made.team, works, panel, centre }
    const people = NAMES.map(person => [person, member(fresh[person], held[person], teams)])
    return { teams, people: Object.fromEntries(people) as Cast['people'] }
  })
}

type Fresh = ReturnType<typeof freshOne>

function freshOne(name: StaffName, passphrase: Awaited<ReturnType<typeof stretchPassphrase>>) {
  const plain = name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()
  return {
    name,
    passphrase,
    email: `${plain}@demo.example`,
    language: name === 'Salma' ? 'ar' : 'en',
    totpSecret: newTotpSecret(),
    steward: false,
  }
}

/** Where each stands: the one team, the part in it, and what the sign-in page says that they do. */
const PLACES = {
  Inés: { team: 'river', role: 'lead', duties: ['lead', 'steward'] },
  Wanjiru: { team: 'river', role: 'handler', duties: ['handler'] },
  Otieno: { team: 'works', role: 'lead', duties: ['lead'] },
  Salma: { team: 'works', role: 'handler', duties: ['handler'] },
  Mariam: { team: 'panel', role: 'lead', duties: ['lead'] },
  Joseph: { team: 'centre', role: 'lead', duties: ['speaks', 'lead'] },
  Neema: { team: 'centre', role: 'handler', duties: ['speaks'] },
} as const satisfies Record<StaffName, { team: keyof Cast['teams']; role: TeamRole; duties: DemoSignIn['duties'] }>

/** The invented names of the teams. */
const TEAMS = {
  river: 'River team',
  works: 'Works team',
  panel: 'Second look',
  centre: 'Three Wells Women’s Centre',
} as const satisfies Record<keyof Cast['teams'], string>

const KINDS = { river: 'handling', works: 'handling', panel: 'panel', centre: 'representative' } as const satisfies Record<
  keyof Cast['teams'],
  Membership['teamKind']
>

function member({ name, email, language, totpSecret }: Fresh, held: HeldKey, teams: Cast['teams']): Staff {
  const { team, role, duties } = PLACES[name]
  return {
    name,
    language,
    held,
    keyring: keyringOf(held, teams[team]),
    actor: {
      kind: 'account',
      id: held.principalId,
      steward: name === 'Inés',
      memberships: [{ teamId: teams[team].principalId, teamKind: KINDS[team], role }],
    },
    signIn: { name, duties, team: TEAMS[team], email, passphrase: PASSPHRASE, totpSecret },
  }
}

async function join(context: Context, trx: Writer, { team, member, by }: { team: HeldKey; member: HeldKey; by: HeldKey }): Promise<void> {
  const place = { teamId: team.principalId, accountId: member.principalId }
  await givePlace(context, trx, { ...place, role: 'handler', steward: false })
  await confirmMember(
    context,
    trx,
    { actor: { kind: 'account', id: by.principalId, memberships: [], steward: false }, keyring: keyringOf(by, team) },
    place,
  )
}
