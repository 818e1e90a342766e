import type { FastifyInstance } from 'fastify'
import { Unusable } from './errors.ts'

/** Begins to answer at an address of this machine. Throws Unusable where that cannot be. */
export async function listenAt(app: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw new Unusable('PORT', `another program already answers at ${host}:${port}.`)
    if (code === 'EACCES') throw new Unusable('PORT', `this user may not listen on ${port}; take a number from 1024 on.`)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new Unusable('HOST', `this machine has no address ${host}.`)
    throw error
  }
}
