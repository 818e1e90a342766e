import { createConnection, type Socket } from 'node:net'
import { once } from 'node:events'

/** What a scanner says of a stream. `unknown` is never counted as clean. */
export type Verdict = 'clean' | 'found' | 'unknown'

/** A stream that a scanner reads along. */
export interface Scan {
  feed(chunk: Buffer): Promise<void>
  verdict(): Promise<Verdict>
}

const PATIENCE_MS = 20_000

/** Lets clamd at `host:port` read along by INSTREAM; where it does not answer the verdict is `unknown` and the file comes in all the same. */
export function scanWith(address: string): Scan {
  const [host = '', port = ''] = address.split(':')
  const socket = createConnection({ host, port: Number(port) })
  socket.setTimeout(PATIENCE_MS, () => socket.destroy())
  const answer = answerOf(socket)
  const ready = once(socket, 'connect').then(
    () => socket.write('zINSTREAM\0'),
    () => false,
  )
  return {
    feed: async chunk => {
      await ready
      if (socket.destroyed) return
      const length = Buffer.alloc(4)
      length.writeUInt32BE(chunk.length)
      if (!socket.write(Buffer.concat([length, chunk]))) await Promise.race([once(socket, 'drain'), answer]).catch(() => undefined)
    },
    verdict: async () => {
      await ready
      if (!socket.destroyed) socket.write(Buffer.alloc(4))
      return answer
    },
  }
}

function answerOf(socket: Socket): Promise<Verdict> {
  return new Promise(resolve => {
    let said = ''
    socket.on('data', data => {
      said += data.toString('latin1')
      if (said.includes('\0')) socket.end()
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => resolve(/ FOUND\0/.test(said) ? 'found' : / OK\0/.test(said) ? 'clean' : 'unknown'))
  })
}
