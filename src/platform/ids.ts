import { randomUUID } from 'node:crypto'

/** A random id (UUIDv4): unlike a time-ordered one it tells nobody when a row was made. */
export function newId(): string {
  return randomUUID()
}

/** Whether a text that came with a request can be an id. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && ID.test(text)
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
