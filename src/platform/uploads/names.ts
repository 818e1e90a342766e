const LONGEST = 80

/** A file's name that can do no harm where it is shown: no paths, no control or direction marks, the ending of what it really is. */
export function harmlessName(given: string, extension: string): string {
  const plain = given
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}"<>|:*?]/gu, '')
    .replace(/^.*[\\/]/, '')
    .replace(/\.[^.]{0,8}$/, '')
    .trim()
  const stem = Array.from(plain).slice(0, LONGEST).join('').replace(/^\.+/, '')
  return `${stem === '' ? 'file' : stem}.${extension}`
}
