import { readFileSync } from 'node:fs'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { digest } from '../sealing/index.ts'

/** A file that never changes under its name, in every form a browser takes. */
export interface StaticFile {
  readonly name: string
  readonly type: string
  readonly plain: Buffer
  readonly gzip: Buffer
  readonly brotli: Buffer
}

/** Reads a file whose name carries the hash of what it holds. */
export function readStatic(path: string, name: string, type: string): StaticFile {
  const plain = Buffer.from(readFileSync(path, 'utf8').replace(/\/\*.*?\*\//gs, '').replace(/\n\s*/g, '\n').trim())
  const hash = digest('static/v1', plain).toString('hex').slice(0, 12)
  return { name: name.replace('.', `-${hash}.`), type, plain, gzip: gzipSync(plain, { level: 9 }), brotli: brotliCompressSync(plain) }
}
