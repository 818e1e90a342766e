import { buildApp } from './app.ts'
import { ConfigError, readConfig } from './config.ts'
import { buildContext } from './context.ts'
import { FolderInUse } from './platform/database/lock.ts'
import { MigrationChanged } from './platform/database/migrate.ts'
import { KeyFileError } from './platform/sealing/index.ts'
import { offerSetUp } from './stewardship/set-up-link.ts'
import { startSweeping } from './sweep.ts'

const IN_WORDS = [ConfigError, FolderInUse, KeyFileError, MigrationChanged]

try {
  const config = readConfig()
  const { context, close } = await buildContext(config)
  const app = await buildApp(context)
  const stopSweeping = startSweeping(context)
  await app.listen({ host: config.host, port: config.port })
  console.log(`Recourse answers at ${config.publicUrl.href}`)
  const link = await offerSetUp(context)
  if (link !== null) console.log(`\nThis mechanism is not set up yet. Open this link once, in private:\n\n  ${link}\n`)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal))

  const stop = async (signal: string): Promise<void> => {
    console.log(`${signal}: finishing what was begun`)
    stopSweeping()
    await app.close()
    await close()
    process.exit(0)
  }
} catch (error) {
  if (!IN_WORDS.some(kind => error instanceof kind)) throw error
  console.error((error as Error).message)
  process.exit(3)
}
