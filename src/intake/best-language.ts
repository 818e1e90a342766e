/** The language that somebody's browser asks for first among those that are offered; `otherwise` where it asks for none of them. */
export function bestLanguage(accepts: string, offered: readonly string[], otherwise: string): string {
  const asked = accepts
    .split(',')
    .map(part => /^\s*([a-z]{1,8}(?:-[a-z0-9]{1,8})*)\s*(?:;\s*q=([\d.]+))?/i.exec(part))
    .flatMap(found => (found?.[1] === undefined ? [] : [{ tag: found[1].toLowerCase(), weight: Number(found[2] ?? 1) }]))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
  for (const { tag } of asked) {
    const found = offered.find(one => one.toLowerCase() === tag) ?? offered.find(one => one.toLowerCase() === tag.split('-')[0])
    if (found !== undefined) return found
  }
  return otherwise
}
