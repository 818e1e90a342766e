import { makeAccount } from '../../src/accounts/make-account.ts'
import { stretchPassphrase } from '../../src/accounts/passphrases.ts'
import { newTotpSecret } from '../../src/accounts/six-digits.ts'
import { makeTeam } from '../../src/accounts/teams.ts'
import type { HeldKey } from '../../src/grievances/principals.ts'
import type { Instance } from './instance.ts'
import { join, PASSPHRASE, staff, type SetUp, type Staff } from './mechanism.ts'

/** An organisation that speaks for people: who leads it, who works in it, and its key. */
export interface Organisation {
  readonly team: HeldKey
  readonly lead: Staff
  readonly member: Staff
}

/** Makes an organisation with an account, led by one person and joined by another, as a steward and a lead do. */
export async function makeOrganisation(
  { context }: Pick<Instance, 'context'>,
  { people }: Pick<SetUp, 'people'>,
  names: { name: string; lead: string; member: string },
): Promise<Organisation> {
  const passphrase = await stretchPassphrase(context, PASSPHRASE)
  return context.db.transaction().execute(async trx => {
    const come = async (name: string): Promise<Staff> => {
      const email = `${name.toLowerCase()}@organisation.example`
      const person = { email, name, language: 'en', passphrase, totpSecret: newTotpSecret(), steward: false }
      return staff(person, await makeAccount(context, trx, person))
    }
    const lead = await come(names.lead)
    const member = await come(names.member)
    const team = await makeTeam(context, trx, { name: names.name, kind: 'representative', leadId: lead.id, madeBy: people.ines.id })
    await join(context, trx, { team, member, by: lead, role: 'handler' })
    return { team, lead, member }
  })
}
