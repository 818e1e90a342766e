/** Cuts what arrives in any sizes into full chunks, and keeps the last one back until the end is known. */
export type Chunks = { take(bytes: Uint8Array): void; last(): Buffer }

/** `emit` gets each full chunk that is not the last; its bytes are overwritten afterwards, so it uses them at once. */
export function cutInto(length: number, emit: (chunk: Buffer) => void): Chunks {
  const chunk = Buffer.alloc(length)
  let filled = 0
  return {
    take(bytes) {
      for (let from = 0; from < bytes.length;) {
        if (filled === length) {
          emit(chunk)
          filled = 0
        }
        const part = bytes.subarray(from, from + length - filled)
        chunk.set(part, filled)
        filled += part.length
        from += part.length
      }
    },
    last: () => chunk.subarray(0, filled),
  }
}
