import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A way to a database server that can be cut and mended again. */
export interface Cable {
  /** The address of the same database through the cable. */
  readonly url: string
  cut(): Promise<void>
  mend(): Promise<void>
}

/** Lays a cable to the database of an address. */
export async function layCable(to: string): Promise<Cable> {
  const { hostname, port } = new URL(to)
  const open = new Set<Socket>()
  const server = createServer(near => {
    const far = connect(Number(port === '' ? '5432' : port), hostname)
    for (const socket of [near, far]) open.add(socket.on('error', () => undefined).on('close', () => open.delete(socket)))
    near.pipe(far).pipe(near)
  })
  const listen = (at: number): Promise<void> => new Promise(resolve => server.listen(at, '127.0.0.1', resolve))
  await listen(0)
  const url = new URL(to)
  const address = server.address() as AddressInfo // listening on a port, not on a pipe
  url.hostname = '127.0.0.1'
  url.port = String(address.port)
  return {
    url: url.href,
    mend: () => listen(address.port),
    cut: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}
