import { readFileSync } from 'node:fs'

/** The pictograms of the sprite, each as an inline `<svg>` that assistive technology passes over: words always stand beside it. */
export function readSprite(path: string): ReadonlyMap<string, string> {
  const symbols = readFileSync(path, 'utf8').matchAll(/<symbol id="([a-z-]+)">(.*?)<\/symbol>/gs)
  return new Map([...symbols].map(([, id = '', shape = '']) => [id, `<svg viewBox="0 0 24 24" aria-hidden="true">${shape.trim()}</svg>`]))
}
