const DIGIT = /^\p{Nd}$/u

/** What a decimal digit of any script is worth: Unicode assigns them side by side, zero first, ten to a set, so the distance to the run's start tells. */
export function digitValue(character: string): number {
  const point = character.codePointAt(0) ?? 0
  let start = point
  while (DIGIT.test(String.fromCodePoint(start - 1))) start -= 1
  return (point - start) % 10
}

/** A text with its decimal digits of any script as 0 to 9. */
export function inAscii(text: string): string {
  return text.replace(/\p{Nd}/gu, digit => String(digitValue(digit)))
}
