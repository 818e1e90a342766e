import { fileTypeFromBuffer } from 'file-type'

/** What a file shows of people: a photo and a voice may tell who somebody is, a paper is shown as it is. */
export type UploadKind = 'photo' | 'voice' | 'paper'

/** What a file is by its own first bytes, whatever it is called. */
export interface FileKind {
  readonly type: string
  readonly extension: string
  readonly kind: UploadKind
}

/** How many bytes of the beginning tell what a file is. */
export const HEAD_BYTES = 4_100

const KINDS: Readonly<Record<string, UploadKind>> = {
  jpg: 'photo',
  png: 'photo',
  webp: 'photo',
  heic: 'photo',
  gif: 'photo',
  tif: 'photo',
  pdf: 'paper',
  docx: 'paper',
  odt: 'paper',
  xlsx: 'paper',
  pptx: 'paper',
  ods: 'paper',
  odp: 'paper',
  rtf: 'paper',
  mp3: 'voice',
  m4a: 'voice',
  ogg: 'voice',
  opus: 'voice',
  oga: 'voice',
  wav: 'voice',
  amr: 'voice',
  '3gp': 'voice',
  mp4: 'voice',
  webm: 'voice',
  mov: 'voice',
}

const OFFICE = {
  docx: { mark: '[Content_Types].xml', type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  xlsx: { mark: '[Content_Types].xml', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  pptx: { mark: '[Content_Types].xml', type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation' },
  ods: { mark: 'application/vnd.oasis.opendocument.spreadsheet', type: 'application/vnd.oasis.opendocument.spreadsheet' },
  odt: { mark: 'application/vnd.oasis.opendocument.text', type: 'application/vnd.oasis.opendocument.text' },
} as const

/** What the first bytes say a file is, or null for what is not taken in. The name decides only between plain text and nothing. */
export async function kindOf(head: Buffer, name: string): Promise<FileKind | null> {
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  if (found?.ext === 'zip') return officeOf(head, name)
  if (found === undefined) return textOf(head, name)
  const kind = KINDS[found.ext]
  return kind === undefined ? null : { type: found.mime.split(';')[0] ?? found.mime, extension: found.ext, kind }
}

/** An office paper is an archive; its first entry stands in the first bytes, its type may not. */
function officeOf(head: Buffer, name: string): FileKind | null {
  for (const [extension, { mark, type }] of Object.entries(OFFICE))
    if (name.toLowerCase().endsWith(`.${extension}`) && head.includes(mark)) return { type, extension, kind: 'paper' }
  return null
}

/** Text has no first bytes of its own: its name says which, and it must read as text. */
function textOf(head: Buffer, name: string): FileKind | null {
  const extension = (['txt', 'csv'] as const).find(one => name.toLowerCase().endsWith(`.${one}`))
  if (extension === undefined || !isText(head)) return null
  return { type: extension === 'csv' ? 'text/csv' : 'text/plain', extension, kind: 'paper' }
}

function isText(head: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return !/[\u0000-\u0008\u000e-\u001f]/.test(text)
  } catch {
    return false
  }
}
