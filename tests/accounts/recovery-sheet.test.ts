import { expect, it } from 'vitest'
import { recoverTeam } from '../../src/accounts/recover-team.ts'
import { removeMember } from '../../src/accounts/remove-member.ts'
import { newRecoveryCode } from '../../src/platform/sealing/index.ts'
import { inMechanism } from '../support/here.ts'
import { keyringIn } from '../support/keyring.ts'
import { actorOf } from '../support/mechanism.ts'

inMechanism('The recovery sheet', here => {
  it('opens a team again, with every generation of its key, for one named account', async () => {
    const { context } = here.instance
    const { people, teams, sheetCode } = here.mechanism
    const { db } = context
    await db
      .transaction()
      .execute(trx => removeMember(context, trx, actorOf(people.otieno), { teamId: teams.works.principalId, accountId: people.salma.id }))
    const asked = { team: 'Works team', to: people.mariam.email, sheetCode: sheetCode.toLowerCase() }
    expect(await recoverTeam(context, asked)).toBe('done')
    const keyring = await keyringIn(db, people.mariam.held, [teams.works.principalId])
    expect([...keyring.keys()].filter(name => name.startsWith(teams.works.principalId))).toHaveLength(2)
    const told = await db.selectFrom('audit').select('object').where('action', '=', 'team.recovered').execute()
    expect(told).toEqual([{ object: teams.works.principalId }])
  })

  it('refuses another code, another team and a stranger, and changes nothing', async () => {
    const { context } = here.instance
    const { people, sheetCode } = here.mechanism
    const asked = { team: 'River team', to: people.mariam.email, sheetCode }
    expect(await recoverTeam(context, { ...asked, sheetCode: newRecoveryCode() })).toBe('wrong_code')
    expect(await recoverTeam(context, { ...asked, sheetCode: people.mariam.recoveryCode })).toBe('wrong_code')
    expect(await recoverTeam(context, { ...asked, team: 'No team' })).toBe('no_team')
    expect(await recoverTeam(context, { ...asked, to: 'stranger@example.org' })).toBe('no_account')
    const places = await context.db.selectFrom('memberships').select('team_id').where('account_id', '=', people.mariam.id).execute()
    expect(places).toHaveLength(2)
  })
})
