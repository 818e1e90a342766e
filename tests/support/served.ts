import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openWindow, type Device } from './browser.ts'
import { startInstance, type Instance } from './instance.ts'
import { setUpMechanism, type SetUp } from './mechanism.ts'

/** A program that answers on this machine, and a browser to visit it with. */
export interface Opened extends Instance {
  readonly address: string
  /** Opens a window of a device; the address is that of the mechanism. */
  window(device: Device): Promise<Page>
}

/** A mechanism that is set up there, and a harmless place to leave to. */
export interface Served extends Opened {
  readonly mechanism: SetUp
  readonly elsewhere: string
}

/** Serves a mechanism that nobody has set up yet. */
export async function serveEmpty(): Promise<Opened> {
  const port = await freePort()
  const address = `http://localhost:${port}`
  const instance = await startInstance('embedded', address)
  await instance.app.listen({ host: '127.0.0.1', port })
  const browser: Browser = await openBrowser()
  return {
    ...instance,
    address,
    window: device => openWindow(browser, address, device),
    stop: async () => {
      await browser.close()
      await instance.stop()
    },
  }
}

/** Serves “Rivers and Works”, with its doors open. */
export async function serve(): Promise<Served> {
  const opened = await serveEmpty()
  const mechanism = await setUpMechanism(opened)
  const calm = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<title>Rivers of the world</title>'),
  )
  await new Promise<void>(resolve => calm.listen(0, '127.0.0.1', resolve))
  const elsewhere = `http://127.0.0.1:${portOf(calm)}/`
  await opened.context.db.updateTable('mechanism').set({ leave_to: elsewhere }).execute()
  return {
    ...opened,
    mechanism,
    elsewhere,
    stop: async () => {
      calm.closeAllConnections()
      calm.close()
      await opened.stop()
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
