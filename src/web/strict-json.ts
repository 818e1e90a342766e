import type { FastifyInstance } from 'fastify'

const DEEPEST = 20
const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Reads JSON bodies as RFC 8259 has them, in UTF-8 and nothing else: what is not is refused, so that no word is spoiled without a sound. */
export function readStrictJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const charset = /charset\s*=\s*"?([\w-]+)/i.exec(request.headers['content-type'] ?? '')?.[1]
    if (charset !== undefined && !/^utf-?8$/i.test(charset)) return done(refused(415))
    const text = textOf(body as Buffer) // a parser of buffers is given one
    if (text === null || depthOf(text) > DEEPEST) return done(refused(400))
    return parse(request, text, done)
  })
}

function textOf(body: Buffer): string | null {
  try {
    return UTF8.decode(body)
  } catch {
    return null
  }
}

/** How deep lists and objects lie in each other; brackets inside of strings are none. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (const [mark] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (mark === '[' || mark === '{') depth += 1
    if (mark === ']' || mark === '}') depth -= 1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

function refused(statusCode: number): Error {
  return Object.assign(new Error('not understood'), { statusCode })
}
