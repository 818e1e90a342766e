import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import type { Linked } from './accounts/invitations.ts'
import { recoverTeam, type Recovered, type ToRecover } from './accounts/recover-team.ts'
import { readConfig, type Config } from './config.ts'
import { applyMigrations, buildContext, openDatabase } from './context.ts'
import type { Schema } from './contracts/schema.ts'
import { inWords } from './in-words.ts'
import { openMechanism } from './open-mechanism.ts'
import { isAlone } from './platform/database/alone.ts'
import type { OpenDatabase } from './platform/database/dialect.ts'
import { Unusable } from './platform/errors.ts'
import { email } from './platform/forms/index.ts'
import { verifyChain } from './stewardship/chain.ts'

const USAGE = `Usage:
  recourse migrate                            bring the database up to date
  recourse recover --team NAME --to EMAIL     open a team again with the recovery sheet (asked for, or in RECOVERY_SHEET);
                   [--steward]                whoever it is given to looks after the mechanism too
                   [--nobody-left]            where several people are in the team, and all of them are lost
  recourse audit verify                       check that nobody changed the record
`
const OPTIONS = {
  team: { type: 'string' },
  to: { type: 'string' },
  steward: { type: 'boolean' },
  'nobody-left': { type: 'boolean' },
} as const
const DONE = 0
const FAILED = 1
const MISUSED = 2

const ANSWERS = {
  done: 'Done. The team is open again; this account leads it from now on.',
  no_team: 'There is no team of this name.',
  gone: 'Whoever has this address left. Nothing was changed: name another address.',
  others:
    'Several people can open this team, and any lead of it can let others in. Nothing was changed. If every one of them is lost, add --nobody-left.',
  wrong_code: 'This is not the code of the recovery sheet. Nothing was changed.',
} as const satisfies Record<Exclude<Recovered, object>, string>

await inWords(async () => {
  process.exitCode = await run(process.argv.slice(2))
})

async function run(args: readonly string[]): Promise<number> {
  const command = args.filter(word => !word.startsWith('-')).slice(0, 2)
  if (args.length === 1 && command[0] === 'migrate') return migrateAll()
  if (args.length === 2 && command.join(' ') === 'audit verify') return verify()
  if (args[0] === 'recover') return recover(args.slice(1))
  console.error(USAGE)
  return MISUSED
}

async function migrateAll(): Promise<number> {
  const config = readConfig()
  const database = await openDatabase(config)
  try {
    const applied = await applyMigrations(config, database)
    console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`)
    return DONE
  } finally {
    await database.close()
  }
}

async function verify(): Promise<number> {
  const { db, close } = await openMechanism(readConfig())
  try {
    const state = await verifyChain(db)
    if (!state.ok) console.error(`The record was changed: entry ${state.seq} (${state.problem}).`)
    else console.log(`The record stands: ${state.length} entries, one after the other.`)
    return state.ok ? DONE : FAILED
  } finally {
    await close()
  }
}

async function recover(args: readonly string[]): Promise<number> {
  const asked = readRecovery(args)
  if (asked === null) {
    console.error(USAGE)
    return MISUSED
  }
  const to = email().read.safeParse(asked.to)
  if (!to.success) {
    console.error(`--to: ${asked.to} is not an e-mail address. Nothing was changed.`)
    return MISUSED
  }
  const config = readConfig()
  const { context, close } = await buildContext(config, { database: await openAlone(config) })
  try {
    const answer = await recoverTeam(context, { ...asked, to: to.data, sheetCode: config.recoverySheet ?? (await askForCode()) })
    console.log(typeof answer === 'object' ? inviting(answer) : ANSWERS[answer])
    return answer === 'done' || typeof answer === 'object' ? DONE : FAILED
  } finally {
    await close()
  }
}

/** The database of a server that was stopped: nobody acts there while a team is opened. */
async function openAlone(config: Config): Promise<OpenDatabase<Schema>> {
  const database = await openMechanism(config)
  if (await isAlone(database.db)) return database
  await database.close()
  throw new Unusable('DATABASE_URL', 'a server is running on this database. Stop every one of them first.')
}

/** What is printed where somebody makes an account first; a link of an earlier run counts no more. */
function inviting({ link, instead }: Linked): string {
  const before = instead ? ' It takes the place of the link of an earlier run, which opens nothing any more.' : ''
  return `Nobody has this address yet. With this link they make an account, once the server runs.${before}\n${link}\nThen stop the server and run this again: until then the team is not open.`
}

function readRecovery(args: readonly string[]): Omit<ToRecover, 'sheetCode'> | null {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS })
    const { team, to, steward = false, 'nobody-left': nobodyLeft = false } = values
    return team === undefined || to === undefined ? null : { team, to, steward, nobodyLeft }
  } catch {
    return null
  }
}

/** The code as it is typed; empty where nothing more comes. */
async function askForCode(): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const ended = new Promise<string>(resolve => terminal.once('close', () => resolve('')))
  const code = await Promise.race([terminal.question('The code on the recovery sheet: '), ended])
  terminal.close()
  return code
}
