import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp } from '../app.ts'
import { environmentWithout, readConfig } from '../config.ts'
import { buildContext } from '../context.ts'
import type { DemoSignIn } from '../contracts/context.ts'
import { inWords } from '../in-words.ts'
import { systemClock } from '../platform/clock.ts'
import { Unusable } from '../platform/errors.ts'
import { listenAt } from '../platform/listen.ts'
import { ROOT } from '../platform/root.ts'
import { startSweeping } from '../sweep.ts'
import { seed } from './seed.ts'

/** Serves an invented mechanism on this machine alone, made anew at each start in a folder `demo` of its own; nothing of it runs in `npm start`. */
async function serveDemo(): Promise<void> {
  const env = environmentWithout('DATABASE_URL', 'KEY_FILE', 'FILES_DIR', 'SMTP_URL')
  const folder = clearedFolder(env.DATA_DIR)
  const here = `http://localhost:${env.PORT ?? '3000'}`
  const config = readConfig({ ...env, HOST: '127.0.0.1', DATA_DIR: folder, PUBLIC_URL: env.PUBLIC_URL ?? here })
  const clock = settableClock()
  const demoSignIns: DemoSignIn[] = []
  const { context, close } = await buildContext(config, { clock, demo: true, demoSignIns })
  console.log('Making the invented mechanism …')
  const { cast, codes } = await seed(context, clock, systemClock.now())
  demoSignIns.push(...Object.values(cast.people).map(person => person.signIn))
  clock.letGo()
  const app = await buildApp(context)
  const stopSweeping = startSweeping(context)
  await listenAt(app, config.host, config.port)
  console.log(
    `\nThe demo answers at ${config.publicUrl.href}\n\nThe desk, at ${config.publicUrl.href}desk/ (the six digits stand on the sign-in page):`,
  )
  for (const person of demoSignIns)
    console.log(`  ${person.name} (${person.duties.join(', ')}, ${person.team}): ${person.email} · ${person.passphrase}`)
  console.log(`\nPages of people, at ${config.publicUrl.href}en/messages:`)
  for (const one of codes) console.log(`  ${one.story} (${one.language}): ${one.code}`)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      stopSweeping()
      void app
        .close()
        .then(close)
        .then(() => process.exit(0))
    })
  }
}

const MARK = 'made-by-the-demo'

/** The demo's own folder, empty. Throws Unusable where one of its name holds something else: nobody's mechanism is thrown away. */
function clearedFolder(dataDir: string | undefined): string {
  const folder = join(dataDir ?? join(ROOT, 'data'), 'demo')
  if (dataDir !== undefined && existsSync(folder) && !existsSync(join(folder, MARK)))
    throw new Unusable('DATA_DIR', `${folder} was not made by the demo, and is not thrown away for it; name another folder.`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, MARK), '')
  return folder
}

/** Stands where the seeding puts it, then goes with the world. */
function settableClock() {
  let fixed: Date | null = null
  return {
    now: () => (fixed === null ? systemClock.now() : new Date(fixed)),
    set: (time: Date) => {
      fixed = time
    },
    letGo: () => {
      fixed = null
    },
  }
}

await inWords(serveDemo)
