import sharp from 'sharp'
import { cleanMovie } from './clean-movie.ts'

const CLEANED: Readonly<Record<string, 'jpeg' | 'png' | 'webp'>> = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp' }
const MOST_PIXELS = 50_000_000

sharp.cache(false)

const MOVIES = ['audio/mp4', 'audio/x-m4a', 'video/mp4', 'video/3gpp', 'video/quicktime']

/** Whether a picture or a recording of this type gets a copy without its traces. */
export function canBeCleaned(type: string): boolean {
  return type in CLEANED || MOVIES.includes(type)
}

/**
 * A picture drawn anew in memory, upright, or a recording packed anew, without place, time, maker or anything else it
 * carried; null where it cannot be read.
 */
export async function cleanCopy(original: Buffer, type: string): Promise<Buffer | null> {
  const format = CLEANED[type]
  return format === undefined ? cleanMovie(original) : cleanPicture(original, format)
}

async function cleanPicture(original: Buffer, format: 'jpeg' | 'png' | 'webp'): Promise<Buffer | null> {
  try {
    return await sharp(original, { limitInputPixels: MOST_PIXELS, sequentialRead: true, animated: false })
      .rotate()
      .toFormat(format, format === 'png' ? {} : { quality: 88 })
      .toBuffer()
  } catch {
    return null
  }
}
