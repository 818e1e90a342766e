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
    const asked = { team: 'Works team', to: people.mariam.email, steward: false, nobodyLeft: false, sheetCode: sheetCode.toLowerCase() }
    expect(await recoverTeam(context, asked)).toBe('done')
    const keyring = await keyringIn(db, people.mariam.held, [teams.works.principalId])
    expect([...keyring.keys()].filter(name => name.startsWith(teams.works.principalId))).toHaveLength(2)
    const told = await db.selectFrom('audit').select('object').where('action', '=', 'team.recovered').execute()
    expect(told).toEqual([{ object: teams.works.principalId }])
    const letters = await db.selectFrom('letters').select('dedupe').where('dedupe', 'like', 'recovered:%').execute()
    expect(letters, 'whoever was in it is told').toHaveLength(1)
  })

  it('opens no team for which others are left, unless it is said that all of them are lost', async () => {
    const { context } = here.instance
    const { people, sheetCode } = here.mechanism
    const asked = { team: 'River team', to: people.otieno.email, steward: false, nobodyLeft: false, sheetCode }
    expect(await recoverTeam(context, asked)).toBe('others')
    const places = await context.db.selectFrom('memberships').select('team_id').where('account_id', '=', people.otieno.id).execute()
    expect(places).toHaveLength(1)
    expect(await recoverTeam(context, { ...asked, nobodyLeft: true })).toBe('done')
  })

  it('refuses another code and another team, and changes nothing', async () => {
    const { context } = here.instance
    const { people, sheetCode } = here.mechanism
    const asked = { team: 'River team', to: people.mariam.email, steward: false, nobodyLeft: false, sheetCode }
    expect(await recoverTeam(context, { ...asked, sheetCode: newRecoveryCode() })).toBe('wrong_code')
    expect(await recoverTeam(context, { ...asked, sheetCode: people.mariam.recoveryCode })).toBe('wrong_code')
    expect(await recoverTeam(context, { ...asked, team: 'No team' })).toBe('no_team')
    expect(await recoverTeam(context, { ...asked, to: 'stranger@example.org', sheetCode: newRecoveryCode() })).toBe('wrong_code')
    const places = await context.db.selectFrom('memberships').select('team_id').where('account_id', '=', people.mariam.id).execute()
    expect(places).toHaveLength(2)
  })

  it('invites whoever has no account yet, and makes them steward where nobody else is left to be', async () => {
    const { context } = here.instance
    const { people, sheetCode, teams } = here.mechanism
    const asked = { team: 'Works team', to: 'baraka@example.org', steward: true, nobodyLeft: true, sheetCode }
    const invited = await recoverTeam(context, asked)
    if (typeof invited !== 'object') throw new Error('nobody was invited')
    const baraka = await here.visitor().get(new URL(invited.link).pathname)
    expect(baraka.text).toContain('lead the team “Works team”')
    expect(baraka.text).toContain('with the recovery sheet')
    const link = await recoverTeam(context, asked)
    expect(link).toMatchObject({ instead: true })
    expect((await baraka.get(baraka.url)).status, 'a second run gives another link, and the first opens nothing').toBe(404)
    expect(await recoverTeam(context, { ...asked, to: people.wanjiru.email })).toBe('done')
    const wanjiru = await context.db.selectFrom('accounts').select('steward').where('id', '=', people.wanjiru.id).executeTakeFirstOrThrow()
    const place = await context.db
      .selectFrom('memberships')
      .select(['role', 'state'])
      .where('account_id', '=', people.wanjiru.id)
      .where('team_id', '=', teams.works.principalId)
      .executeTakeFirstOrThrow()
    expect([wanjiru, place]).toEqual([{ steward: true }, { role: 'lead', state: 'confirmed' }])
  })
})
