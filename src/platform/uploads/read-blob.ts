import { pipeline, type Readable } from 'node:stream'
import { openStream } from '../sealing/index.ts'
import { sealedBlob } from './blobs.ts'

/** What is needed to open a stored file. */
export interface Stored {
  readonly id: string
  readonly opens: { readonly key: string; readonly header: string; readonly size: number }
}

/** The opened bytes of a stored file; the stream fails with SealingError where the file is damaged and with ENOENT where it is gone. */
export function readBlob({ config }: { readonly config: { readonly filesDir: string } }, { id, opens }: Stored): Readable {
  const opening = openStream(Buffer.from(opens.key, 'base64'), Buffer.from(opens.header, 'base64'), id, opens.size)
  pipeline(sealedBlob(config.filesDir, id), opening, () => undefined)
  return opening
}
