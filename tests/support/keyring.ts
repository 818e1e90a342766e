import type { HeldKey, Keyring } from '../../src/contracts/keys.ts'
import type { Reader } from '../../src/contracts/schema.ts'
import { keyringWithTeams } from '../../src/grievances/keyring.ts'

/** The keyring that somebody has in these teams now, as their own session would open it. */
export async function keyringIn(db: Reader, own: HeldKey, teamIds: readonly string[]): Promise<Keyring> {
  const grants = await db
    .selectFrom('team_grants')
    .select(['team_id', 'team_gen', 'sealed'])
    .where('grantee_id', '=', own.principalId)
    .where('grantee_gen', '=', own.gen)
    .where('team_id', 'in', teamIds)
    .execute()
  return keyringWithTeams(
    own,
    grants.map(grant => ({ teamId: grant.team_id, teamGen: grant.team_gen, sealed: grant.sealed })),
  )
}
