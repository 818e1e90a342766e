import { NodeFS } from '@electric-sql/pglite/nodefs'
import { fdatasyncSync } from 'node:fs'

/** Files of the embedded database that reach the disk when the database says so: it starts with syncing left out. */
export class SyncNodeFS extends NodeFS {
  override async init(...[pglite, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const started = await super.init(pglite, options)
    const preRun = (started.emscriptenOpts.preRun ?? []) as ((module: SyncingModule) => void)[]
    const sync = (module: SyncingModule): void => {
      module.NODEFS.stream_ops.fsync = stream => {
        fdatasyncSync(stream.nfd)
        return 0
      }
    }
    Object.assign(started.emscriptenOpts, { preRun: [...preRun, sync] })
    return started
  }
}

interface SyncingModule {
  readonly NODEFS: { readonly stream_ops: { fsync?: (stream: { readonly nfd: number }) => number } }
}
