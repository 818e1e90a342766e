/** Bytes as a column gives them, or as the database spells them inside JSON. */
export function bytesOf(value: Uint8Array | string): Uint8Array {
  return typeof value === 'string' ? Buffer.from(value.slice(2), 'hex') : value
}
