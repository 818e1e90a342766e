import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../src/platform/root.ts'
import { canBeCleaned, cleanCopy } from '../../src/platform/uploads/clean-copy.ts'
import { kindOf } from '../../src/platform/uploads/kinds.ts'

const PLANTED = ['PlantedTitle', 'PlantedAuthor', 'PlantedMaker', 'PlantedComment', '+01.2345', 'GPSMAP']
const sample = (name: string): Buffer => readFileSync(join(ROOT, 'tests', 'intake', 'samples', name))

function picture(format: 'jpeg' | 'png' | 'webp'): Promise<Buffer> {
  const exif = {
    IFD0: { Make: 'PlantedMaker', Artist: 'PlantedAuthor', ImageDescription: 'PlantedTitle' },
    IFD3: { GPSMapDatum: 'GPSMAP' },
  }
  return sharp({ create: { width: 40, height: 20, channels: 3, background: '#a33' } })
    .toFormat(format)
    .withExifMerge(exif)
    .toBuffer()
}

const SAMPLES = [
  ['planted.jpg', () => picture('jpeg')],
  ['planted.png', () => picture('png')],
  ['planted.webp', () => picture('webp')],
  ['planted.m4a', async () => sample('planted.m4a')],
  ['planted.mp4', async () => sample('planted.mp4')],
] as const

describe('The copy that staff get', () => {
  it.each(SAMPLES)(
    'of %s has nothing of the place, the author, the maker or the little picture that was planted in it',
    async (name, make) => {
      const original = await make()
      expect(PLANTED.some(mark => original.includes(mark))).toBe(true)
      const kind = await kindOf(original.subarray(0, 4_100), name)
      expect(kind !== null && canBeCleaned(kind.type), kind?.type).toBe(true)
      const clean = await cleanCopy(original, kind?.type ?? '')
      expect(clean?.length).toBeGreaterThan(50)
      expect(PLANTED.filter(mark => clean?.includes(mark))).toEqual([])
      expect((await kindOf(clean?.subarray(0, 4_100) ?? Buffer.alloc(0), name))?.kind).toBe(kind?.kind)
    },
  )

  it('of a recording does not tell when it was sent', async () => {
    const clean = await cleanCopy(sample('planted.mp4'), 'video/mp4')
    const at = clean?.indexOf('mvhd') ?? -1
    expect(clean?.subarray(at + 8, at + 16)).toEqual(Buffer.alloc(8))
  })

  it('of something that only says that it is a recording is none', async () => {
    expect(await cleanCopy(Buffer.concat([sample('planted.mp4').subarray(0, 40), Buffer.alloc(4_000, 7)]), 'video/mp4')).toBeNull()
  })
})
