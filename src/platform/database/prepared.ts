import { protocol, type PGlite } from '@electric-sql/pglite'

/** What a statement gave back; the tag says what it was and, where it wrote, how many rows. */
export interface Answer {
  readonly rows: Record<string, unknown>[]
  readonly tag: string
}

/** Runs one statement with its values. */
export type Run = (text: string, values: readonly unknown[]) => Promise<Answer>

interface Statement {
  readonly name: string
  readonly write: readonly ((value: unknown) => string)[]
  readonly columns: readonly Column[]
}
interface Column {
  readonly name: string
  readonly read: (text: string) => unknown
}

const KEPT = 500
const PLAIN = /^(SELECT|INSERT|UPDATE|DELETE|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b/

/**
 * Statements of the embedded database, each parsed and planned once and bound again after. Its engine runs beside the pages, in
 * one thread, so a statement that is parsed anew costs more than its rows; whatever changes tables forgets them all.
 */
export function preparedOn(pglite: PGlite): Run {
  const known = new Map<string, Statement>()
  let made = 0
  const forget = async (): Promise<void> => {
    known.clear()
    await exchange(pglite, [protocol.serialize.query('deallocate all')])
  }
  const statementOf = async (text: string): Promise<Statement> => {
    const found = known.get(text)
    if (found !== undefined) return found
    if (known.size >= KEPT) await forget()
    const statement = await prepare(pglite, `s${(made += 1)}`, text)
    known.set(text, statement)
    return statement
  }
  return async (text, values) => {
    const { name, write, columns } = await statementOf(text)
    const bound = values.map((value, index) => (isBytes(value) ? value : value == null ? null : (write[index] ?? String)(value)))
    const bind = protocol.serialize.bind({ statement: name, values: bound })
    const answer = readAnswer(await exchange(pglite, [bind, protocol.serialize.execute()]), columns)
    if (!PLAIN.test(answer.tag)) await forget()
    return answer
  }
}

/** Sends messages in one go and gives the bytes of their answer; the engine works while this is called, so nothing comes between. */
async function exchange(pglite: PGlite, messages: readonly Uint8Array[]): Promise<Buffer> {
  const parts: Buffer[] = []
  const whole = Buffer.concat([...messages, protocol.serialize.sync()])
  await pglite.execProtocolRawStream(whole, { syncToFs: false, onRawData: bytes => void parts.push(Buffer.from(bytes)) })
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)
}

async function prepare(pglite: PGlite, name: string, text: string): Promise<Statement> {
  const { parse, describe } = protocol.serialize
  const bytes = await exchange(pglite, [parse({ name, text }), describe({ type: 'S', name })])
  const statement = { name, write: [] as Statement['write'], columns: [] as Statement['columns'] }
  new protocol.Parser().parse(bytes, message => {
    if (message instanceof protocol.messages.DatabaseError) throw message
    if (message instanceof protocol.messages.ParameterDescriptionMessage)
      statement.write = message.dataTypeIDs.map(type => pglite.serializers[type] ?? String)
    if (message instanceof protocol.messages.RowDescriptionMessage)
      statement.columns = message.fields.map(field => ({ name: field.name, read: pglite.parsers[field.dataTypeID] ?? String }))
  })
  return statement
}

const [ROW, DONE, FAILED] = ['D', 'C', 'E'].map(letter => letter.charCodeAt(0))
const HEADER = 5

function readAnswer(bytes: Buffer, columns: readonly Column[]): Answer {
  const rows: Answer['rows'] = []
  let tag = ''
  for (let at = 0; at < bytes.length; at += 1 + bytes.readInt32BE(at + 1)) {
    if (bytes[at] === ROW) rows.push(readRow(bytes, at + HEADER, columns))
    else if (bytes[at] === DONE) tag = bytes.toString('latin1', at + HEADER, at + bytes.readInt32BE(at + 1))
    else if (bytes[at] === FAILED) throwFailure(bytes.subarray(at))
  }
  return { rows, tag }
}

function readRow(bytes: Buffer, from: number, columns: readonly Column[]): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  let at = from + 2
  for (const { name, read } of columns) {
    const length = bytes.readInt32BE(at)
    at += 4
    row[name] = length < 0 ? null : read(bytes.toString('utf8', at, at + length))
    at += Math.max(0, length)
  }
  return row
}

function throwFailure(bytes: Buffer): void {
  new protocol.Parser().parse(bytes, message => {
    if (message instanceof protocol.messages.DatabaseError) throw message
  })
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array
}
