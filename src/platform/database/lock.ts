import { unlinkSync } from 'node:fs'
import { createConnection, createServer, type Server } from 'node:net'
import { join, relative } from 'node:path'

/** A second process asked for a folder that is in use. */
export class FolderInUse extends Error {
  constructor(folder: string) {
    super(`Another process is using ${folder}. Stop it first: two processes on one embedded database lose what people wrote.`)
  }
}

/**
 * Holds a folder for this process alone, by a socket inside it that dies with the process.
 * Throws FolderInUse where another process holds it; gives back the way to let go.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = shorter(join(folder, 'in-use'))
  const server = (await listen(path)) ?? (await listenAfterDeath(path))
  if (server === undefined) throw new FolderInUse(folder)
  return () => new Promise(resolve => server.close(() => resolve()))
}

async function listenAfterDeath(path: string): Promise<Server | undefined> {
  if (await answers(path)) return undefined
  unlinkSync(path)
  return listen(path)
}

function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer(socket => socket.end())
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)))
    server.listen(path, () => {
      server.unref()
      resolve(server)
    })
  })
}

function answers(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = createConnection(path, () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** Socket paths hold about 100 bytes, so the shorter of the absolute and the relative one serves. */
function shorter(path: string): string {
  const near = relative(process.cwd(), path)
  return near.length < path.length ? near : path
}
