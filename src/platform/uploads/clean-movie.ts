import { ALL_FORMATS, BufferSource, BufferTarget, Conversion, Input, Mp4OutputFormat, Output } from 'mediabunny'

/**
 * A recording packed anew in memory, track by track: no place, maker, author, title, picture or time that it carried comes
 * along. Null where it cannot be read, or where a track would have to be left out.
 */
export async function cleanMovie(original: Buffer): Promise<Buffer | null> {
  try {
    const input = new Input({ source: new BufferSource(original), formats: ALL_FORMATS })
    const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target: new BufferTarget() })
    const conversion = await Conversion.init({ input, output, tags: () => ({}), showWarnings: false })
    if (!conversion.isValid || conversion.discardedTracks.length > 0) return null
    await conversion.execute()
    return output.target.buffer === null ? null : forgetTimes(Buffer.from(output.target.buffer))
  } catch {
    return null
  }
}

/** Boxes that hold others, and those that begin with the times at which they were made and changed. */
const HOLDS = ['moov', 'trak', 'mdia']
const TIMED = ['mvhd', 'tkhd', 'mdhd']

/** The packing writes down when it was done, which is when somebody sent it: those times become zero. */
function forgetTimes(movie: Buffer, from = 0, to = movie.length): Buffer {
  for (let at = from; at + 8 <= to;) {
    const size = movie.readUInt32BE(at)
    const type = movie.toString('latin1', at + 4, at + 8)
    if (HOLDS.includes(type)) forgetTimes(movie, at + 8, at + size)
    if (TIMED.includes(type)) movie.fill(0, at + 12, at + 12 + (movie[at + 8] === 1 ? 16 : 8))
    if (size < 8) break
    at += size
  }
  return movie
}
