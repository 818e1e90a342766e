import { buildApp } from './app.ts'
import { readConfig } from './config.ts'
import { buildContext } from './context.ts'
import { inWords } from './in-words.ts'
import { listenAt } from './platform/listen.ts'
import { offerSetUp } from './stewardship/set-up-link.ts'
import { startSweeping } from './sweep.ts'

await inWords(async () => {
  const config = readConfig()
  const { context, close } = await buildContext(config)
  const app = await buildApp(context)
  await listenAt(app, config.host, config.port)
  const stopSweeping = startSweeping(context)
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
})
