import { EXTERNAL_ROUTES } from '../domain/reference/index.ts'
import { helpPlaces } from '../intake/queries.ts'
import { choices, type Field } from '../platform/forms/index.ts'
import type { Preparation } from '../web/act-view.ts'
import type { Scene } from '../web/desk-act.ts'

const ROUTES = EXTERNAL_ROUTES.map(route => route.code)

/** The other doors that a letter names: with the first answer, with every no, and at the end (UNGP 29, 31). */
export function otherDoors(): Field<(typeof ROUTES)[number][]> {
  return choices(ROUTES, { list: 'reference:externalRoutes' })
}

/** The beginning of a letter, with those doors ticked whose particulars this mechanism knows in the person's language. */
export async function withDoors(scene: Scene, prepared: Preparation): Promise<Preparation> {
  const places = await helpPlaces(scene.context.db, scene.opened.language)
  return { ...prepared, typed: { ...prepared.typed, routes: [...new Set(places.map(place => place.route))] } }
}
