import type { Aad } from './aad.ts'
import { openBytes, sealBytes } from './envelope.ts'
import { SealingError } from './errors.ts'
import type { Sealed } from './sealed.ts'

/** Seals text as UTF-8, padded. */
export function sealText(key: Buffer, text: string, aad: Aad): Sealed {
  return sealBytes(key, Buffer.from(text), aad)
}

/** Opens what `sealText` sealed; throws `SealingError('damaged')` as `openBytes` does. */
export function openText(key: Buffer, sealed: Uint8Array, aad: Aad): string {
  return openBytes(key, sealed, aad).toString()
}

/** Seals a value as JSON, padded. */
export function sealJson(key: Buffer, value: object | string | number | boolean | null, aad: Aad): Sealed {
  return sealText(key, JSON.stringify(value), aad)
}

/**
 * Opens what `sealJson` sealed. The type is the caller's promise: only what this program sealed under this key opens.
 * What opens but is no JSON throws `SealingError('damaged')` too, because a parser's own message quotes the text.
 */
export function openJson<T>(key: Buffer, sealed: Uint8Array, aad: Aad): T {
  const text = openText(key, sealed, aad)
  try {
    return JSON.parse(text) as T // the boundary where a sealed value gets its type back
  } catch {
    throw new SealingError('damaged')
  }
}
