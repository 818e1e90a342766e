import sharp from 'sharp'

const CLEANED: Readonly<Record<string, 'jpeg' | 'png' | 'webp'>> = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp' }
const MOST_PIXELS = 50_000_000

sharp.cache(false)

/** Whether a picture of this type gets a copy without its traces. */
export function canBeCleaned(type: string): boolean {
  return type in CLEANED
}

/** A picture drawn anew in memory, upright and without place, time, maker or anything else it carried; null where it cannot be read. */
export async function cleanCopy(original: Buffer, type: string): Promise<Buffer | null> {
  const format = CLEANED[type]
  if (format === undefined) return null
  try {
    return await sharp(original, { limitInputPixels: MOST_PIXELS, sequentialRead: true, animated: false })
      .rotate()
      .toFormat(format, format === 'png' ? {} : { quality: 88 })
      .toBuffer()
  } catch {
    return null
  }
}
