import { SealingError } from './errors.ts'

/** What a ciphertext is bound to, for example kind, id and generation; opening needs the same fields in the same order. */
export type Aad = readonly (string | number)[]

const FIELD = /^[a-z0-9_:-]+$/i

/**
 * The bytes given to the cipher: the envelope's header, then `rc1|` and the fields joined by `|`.
 * Fields are plain words or non-negative integers, so the join has one reading; anything else throws `SealingError('aad')`.
 */
export function boundBytes(header: Uint8Array, aad: Aad): Buffer {
  const text = `rc1|${aad.map(lawfulField).join('|')}`
  const bytes = Buffer.allocUnsafe(header.length + text.length)
  bytes.set(header)
  bytes.write(text, header.length, 'latin1')
  return bytes
}

function lawfulField(field: string | number): string {
  const lawful = typeof field === 'number' ? Number.isSafeInteger(field) && field >= 0 : FIELD.test(field)
  if (!lawful) throw new SealingError('aad')
  return String(field)
}
