import type { Compilable, CompiledQuery, Kysely } from 'kysely'

/** Stands in a question where a value of that name will. */
class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/**
 * A question of one shape that every request asks, or a change of one shape: put together the first time, and asked with other values
 * after. Its values are compared or stored, and never looked at while it is put together.
 */
export function question<Schema, Values extends object, Row>(
  put: (db: Kysely<Schema>, values: Values) => Compilable<Row>,
): (db: Kysely<Schema>, values: Values) => Promise<Row[]> {
  let known: CompiledQuery<Row> | undefined
  return async (db, values) => {
    known ??= put(db, SLOTS as Values).compile()
    const parameters = known.parameters.map(one => (one instanceof Slot ? values[one.name as keyof Values] : one))
    const { rows } = await db.executeQuery<Row>({ ...known, parameters })
    return rows
  }
}

const SLOTS = new Proxy({}, { get: (_target, name) => new Slot(String(name)) })
