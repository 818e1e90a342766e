import type { Compilable, CompiledQuery, Kysely } from 'kysely'

/** Stands in a question where a value of that name will. */
class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/**
 * A question that every request asks alike, or a change of one shape: put together the first time, and asked with other values after;
 * once for each set of values that are given, so that what narrows it only where it is given stands in it only then. Its values are
 * compared or stored, and never looked at while it is put together.
 */
export function question<Schema, Values extends object, Row>(
  put: (db: Kysely<Schema>, values: Values) => Compilable<Row>,
): (db: Kysely<Schema>, values: Values) => Promise<Row[]> {
  const known = new Map<string, CompiledQuery<Row>>()
  return async (db, values) => {
    const given = Object.keys(values).filter(name => values[name as keyof Values] !== undefined)
    const shape = given.join()
    const asked = known.get(shape) ?? put(db, slotsFor(given) as Values).compile()
    known.set(shape, asked)
    const parameters = asked.parameters.map(one => (one instanceof Slot ? values[one.name as keyof Values] : one))
    const { rows } = await db.executeQuery<Row>({ ...asked, parameters })
    return rows
  }
}

function slotsFor(given: readonly string[]): object {
  return Object.fromEntries(given.map(name => [name, new Slot(name)]))
}
