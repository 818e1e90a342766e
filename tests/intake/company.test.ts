import { expect, it } from 'vitest'
import { addRoute } from '../../src/stewardship/routing.ts'
import { openFile, references } from '../support/desk.ts'
import { inMechanism } from '../support/here.ts'
import { actorOf } from '../support/mechanism.ts'
import { STORY } from './told.ts'

inMechanism('A company of which no place stands in the list', here => {
  it('can be chosen by itself, and its own line of the routing table counts', async () => {
    const { context } = here.instance
    const { organisations, people, teams } = here.mechanism
    const line = { operationId: null, organisationId: organisations.grid, teamId: teams.river.principalId, rank: 2 }
    await context.db.transaction().execute(trx => addRoute(context, trx, actorOf(people.ines, true), line))
    const known = await references(here.instance)
    const amina = await here.visitor().get('/en/form/1')
    await amina.submit({ story: STORY })
    await amina.submit({ go: 'skip' })
    expect(amina.text).toContain('Upper dam (Upper Dam Ltd) Upper Dam Ltd')
    await amina.submit({ operation: organisations.grid, people: 'many' })
    await amina.submit({ go: 'send' })
    await amina.get('/en/form/7')
    expect(amina.text).toContain('Grid Co')
    await amina.submit({})
    const [reference = ''] = [...(await references(here.instance))].filter(one => !known.has(one))
    const told = await context.db.selectFrom('grievances').selectAll().where('reference', '=', reference).executeTakeFirstOrThrow()
    expect([told.routed_by, told.operation_id, told.team_id]).toEqual(['organisation', null, teams.river.principalId])
    const wanjiru = await openFile(here.instance, here.mechanism, people.wanjiru, reference)
    expect(wanjiru.text).toContain('Grid Co')
  })
})
