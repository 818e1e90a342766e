import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

const SMALLEST = 1_024

/** Compresses a page for a browser that takes it; a page is small, so this costs a fraction of a millisecond. */
export function compress(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  if (typeof payload !== 'string' || payload.length < SMALLEST || reply.hasHeader('content-encoding')) return payload
  const takes = request.headers['accept-encoding'] ?? ''
  if (/\bbr\b/.test(takes)) {
    reply.header('content-encoding', 'br').removeHeader('content-length')
    return brotliCompressSync(payload, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
    })
  }
  if (!/\bgzip\b/.test(takes)) return payload
  reply.header('content-encoding', 'gzip').removeHeader('content-length')
  return gzipSync(payload)
}
