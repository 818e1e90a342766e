import { dayOf } from '../domain/calendar.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import { newId } from '../platform/ids.ts'
import { openDoors } from '../stewardship/open-doors.ts'
import { addOperation, addOrganisation } from '../stewardship/organisations.ts'
import { addRoute } from '../stewardship/routing.ts'
import type { Cast } from './people.ts'
import { STORIES } from './stories.ts'

const PLACES = [
  'Alto Verde',
  'Bandari Road',
  'Cotton Quarter',
  'Dawn Street depot',
  'Eastern canal',
  'Foothill camp',
  'Green Gate',
  'Harbour yard',
  'Iron Bridge',
  'Jasmine Block',
  'Kibo Road',
  'Lower Meadow',
  'Mill Lane',
  'North Tower',
  'Old Port',
  'Palm Hill',
  'Quarry Side',
  'Red Earth',
  'South Basin',
  'Three Wells',
  'Upper valley',
  'Vine Terrace',
  'West Gate',
  'Yellow Field',
  'Zinc Row',
  'Amber Park',
  'Birch Yard',
  'Clay Pit',
  'Delta House',
] as const
const RIVER = ['Rio Claro Hidro', 'Verdanza Palm', 'Rangdar Dyeing', 'Mirandel Mining']
/** Invented places that can help, in the four languages of the demo. */
function helpPlaces(checked_on: string) {
  const places = [
    ['en', 'route_legal_aid', 'Three Wells Law Centre', '+000 555 0101, free, Monday to Friday'],
    ['en', 'route_victim_support', 'Listening Line', '+000 555 0102, day and night'],
    ['sw', 'route_legal_aid', 'Kituo cha Sheria cha Visima Vitatu', '+000 555 0103, bure, Jumatatu hadi Ijumaa'],
    ['sw', 'route_victim_support', 'Simu ya Kusikiliza', '+000 555 0104, usiku na mchana'],
    ['es', 'route_legal_aid', 'Centro Jurídico Tres Pozos', '+000 555 0105, gratis, de lunes a viernes'],
    ['es', 'route_victim_support', 'Línea de Escucha', '+000 555 0106, día y noche'],
    ['ar', 'route_legal_aid', 'مركز الآبار الثلاثة القانوني', '+000 555 0107، مجانًا، من الاثنين إلى الجمعة'],
    ['ar', 'route_victim_support', 'خط الإصغاء', '+000 555 0108، ليلًا ونهارًا'],
  ] as const
  return places.map(([language, route, name, contact]) => ({ id: newId(), language, route, country: '', name, contact, checked_on }))
}

/** The invented organisations by name, each with its one place. */
export type Organisations = ReadonlyMap<string, { readonly id: string; readonly operationId: string }>

/** Makes the organisations of the stories, their places, who answers for them and where else to turn; then opens the doors. */
export async function makeOrganisations(context: Context, cast: Cast): Promise<Organisations> {
  const names = [...new Set(STORIES.flatMap(story => story.organisations.map(organisation => organisation.name)))].sort()
  const steward = cast.people.Inés.actor
  return context.db.transaction().execute(async trx => {
    const made = new Map<string, { id: string; operationId: string }>()
    for (const name of names) {
      const id = await addOrganisation(context, trx, steward, name)
      const operationId = await addOperation(context, trx, steward, { organisationId: id, name: PLACES[made.size % PLACES.length] ?? name })
      made.set(name, { id, operationId })
      if (RIVER.includes(name))
        await addRoute(context, trx, steward, { operationId, organisationId: id, teamId: cast.teams.river.principalId, rank: 1 })
    }
    await trx.updateTable('routing_rules').set({ team_id: cast.teams.works.principalId }).where('operation_id', 'is', null).execute()
    await addRows(trx, 'help_places', helpPlaces(dayOf(context.clock.now())))
    await openDoors(context, trx, steward)
    return made
  })
}
