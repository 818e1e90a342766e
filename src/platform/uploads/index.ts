export { blobsBefore, removeBlobs } from './blobs.ts'
export { readBlob } from './read-blob.ts'
export { acceptUploads, FILES_IN_ALL, readParts, readTypedAlone, type Parts } from './read-parts.ts'
export type { Upload } from './upload.ts'
