import sharp from 'sharp'

/** A file as a visitor sends it. */
export function file(name: string, bytes: Buffer | string): string {
  return `@${name}:${Buffer.from(bytes).toString('base64')}`
}

/** A photo whose camera wrote a comment into it. */
export async function photoSaying(comment: string): Promise<Buffer> {
  const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#a33' } })
    .jpeg()
    .withExifMerge({ IFD0: { ImageDescription: comment, Make: comment } })
    .toBuffer()
  if (!photo.includes(comment)) throw new Error('the comment did not reach the photo')
  return photo
}

/** A recording in which a word stands plainly. */
export function voiceSaying(word: string): Buffer {
  return Buffer.concat([Buffer.from('OggS\0\x02'), Buffer.alloc(22), Buffer.from('OpusHead'), Buffer.from(word.repeat(900))])
}

/** A paper in which a word stands plainly. */
export function paperSaying(word: string): Buffer {
  return Buffer.from(`%PDF-1.7\n% ${word}\n${`(${word}) Tj\n`.repeat(400)}`)
}
