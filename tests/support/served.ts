import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openWindow, type Device } from './browser.ts'
import { startInstance, type Instance } from './instance.ts'
import { setUpMechanism, type SetUp } from './mechanism.ts'

/** A mechanism that answers on this machine, a browser to visit it with, and a harmless place to leave to. */
export interface Served extends Instance {
  readonly address: string
  readonly mechanism: SetUp
  readonly elsewhere: string
  /** Opens a window of a device; the address is that of the mechanism. */
  window(device: Device): Promise<Page>
}

/** Sets up “Rivers and Works”, serves it, and starts a browser. */
export async function serve(): Promise<Served> {
  const port = await freePort()
  const address = `http://localhost:${port}`
  const instance = await startInstance('embedded', address)
  const mechanism = await setUpMechanism(instance)
  const calm = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<title>Rivers of the world</title>'),
  )
  await new Promise<void>(resolve => calm.listen(0, '127.0.0.1', resolve))
  const elsewhere = `http://127.0.0.1:${portOf(calm)}/`
  await instance.context.db.updateTable('mechanism').set({ leave_to: elsewhere }).execute()
  await instance.app.listen({ host: '127.0.0.1', port })
  const browser: Browser = await openBrowser()
  return {
    ...instance,
    address,
    mechanism,
    elsewhere,
    window: device => openWindow(browser, address, device),
    stop: async () => {
      await browser.close()
      calm.closeAllConnections()
      calm.close()
      await instance.stop()
    },
  }
}

/** A port that is free now: addresses must be known before the mechanism is built. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve))
  const port = portOf(probe)
  await new Promise(resolve => probe.close(resolve))
  return port
}

function portOf(server: ReturnType<typeof createServer>): number {
  return (server.address() as AddressInfo).port
}
