import { confirmMember } from '../accounts/confirm-member.ts'
import { makeAccount } from '../accounts/make-account.ts'
import { makeMechanism } from '../accounts/make-mechanism.ts'
import { stretchPassphrase } from '../accounts/passphrases.ts'
import { newTotpSecret } from '../accounts/six-digits.ts'
import { givePlace, makeTeam } from '../accounts/teams.ts'
import type { Actor, Membership, TeamRole } from '../domain/actor.ts'
import type { Context, DemoSignIn } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { keyringOf, type Keyring } from '../grievances/keys.ts'
import type { HeldKey } from '../grievances/principals.ts'
import { newRecoveryCode } from '../platform/sealing/index.ts'

/** Somebody of the demo: who they are, the keys they hold, and how they sign in. */
export interface Staff {
  readonly name: string
  readonly actor: Extract<Actor, { kind: 'account' }>
  readonly keyring: Keyring
  readonly held: HeldKey
  readonly signIn: DemoSignIn
}

export const NAMES = ['Inés', 'Wanjiru', 'Otieno', 'Salma', 'Mariam'] as const
export type StaffName = (typeof NAMES)[number]

/** The invented mechanism: its people and the keys of its teams. */
export interface Cast {
  readonly people: Readonly<Record<StaffName, Staff>>
  readonly teams: Readonly<Record<'river' | 'works' | 'panel', HeldKey>>
}

const PASSPHRASE = 'only for this demonstration'

/** Makes the people and teams of the demo, each through the function that a real mechanism uses. */
export async function makeCast(context: Context, name: string): Promise<Cast> {
  const passphrase = await stretchPassphrase(context, PASSPHRASE)
  return context.db.transaction().execute(async trx => {
    const fresh = (person: StaffName) => ({
      email: `${person
        .normalize('NFD')
        .replace(/[^A-Za-z]/g, '')
        .toLowerCase()}@demo.example`,
      name: person,
      language: person === 'Salma' ? 'ar' : 'en',
      passphrase,
      totpSecret: newTotpSecret(),
      steward: false,
    })
    const ines = fresh('Inés')
    const words = {
      name,
      languages: ['en', 'sw', 'ar', 'es'],
      defaultLanguage: 'en',
      leaveTo: 'https://www.wikipedia.org/',
      emergency: '112',
    }
    const { lead, team: river } = await makeMechanism(context, trx, {
      words,
      lead: ines,
      teamName: 'River team',
      sheetCode: newRecoveryCode(),
    })
    const come = async (person: ReturnType<typeof fresh>): Promise<HeldKey> => (await makeAccount(context, trx, person)).held
    const others = { Wanjiru: fresh('Wanjiru'), Otieno: fresh('Otieno'), Salma: fresh('Salma'), Mariam: fresh('Mariam') }
    const held = {
      Inés: lead.held,
      Wanjiru: await come(others.Wanjiru),
      Otieno: await come(others.Otieno),
      Salma: await come(others.Salma),
      Mariam: await come(others.Mariam),
    }
    const works = await makeTeam(context, trx, {
      name: 'Works team',
      kind: 'handling',
      leadId: held.Otieno.principalId,
      madeBy: lead.held.principalId,
    })
    const panel = await makeTeam(context, trx, {
      name: 'Second look',
      kind: 'panel',
      leadId: held.Mariam.principalId,
      madeBy: lead.held.principalId,
    })
    await join(context, trx, { team: river, member: held.Wanjiru, by: held.Inés })
    await join(context, trx, { team: works, member: held.Salma, by: held.Otieno })
    const member = (
      person: StaffName,
      role: string,
      steward: boolean,
      ...places: (readonly [HeldKey, TeamRole, Membership['teamKind']])[]
    ): Staff => ({
      name: person,
      held: held[person],
      keyring: keyringOf(held[person], ...places.map(([team]) => team)),
      actor: {
        kind: 'account',
        id: held[person].principalId,
        steward,
        memberships: places.map(([team, place, teamKind]) => ({ teamId: team.principalId, teamKind, role: place })),
      },
      signIn: {
        name: person,
        role,
        email: (person === 'Inés' ? ines : others[person]).email,
        passphrase: PASSPHRASE,
        totpSecret: (person === 'Inés' ? ines : others[person]).totpSecret,
      },
    })
    return {
      teams: { river, works, panel },
      people: {
        Inés: member('Inés', 'lead, River team; steward', true, [river, 'lead', 'handling']),
        Wanjiru: member('Wanjiru', 'handler, River team', false, [river, 'handler', 'handling']),
        Otieno: member('Otieno', 'lead, Works team', false, [works, 'lead', 'handling']),
        Salma: member('Salma', 'handler, Works team', false, [works, 'handler', 'handling']),
        Mariam: member('Mariam', 'lead, Second look', false, [panel, 'lead', 'panel']),
      },
    }
  })
}

async function join(context: Context, trx: Writer, { team, member, by }: { team: HeldKey; member: HeldKey; by: HeldKey }): Promise<void> {
  const place = { teamId: team.principalId, accountId: member.principalId }
  await givePlace(context, trx, { ...place, role: 'handler' })
  await confirmMember(
    context,
    trx,
    { actor: { kind: 'account', id: by.principalId, memberships: [], steward: false }, keyring: keyringOf(by, team) },
    place,
  )
}
