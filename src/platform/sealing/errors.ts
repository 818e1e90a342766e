/** Why sealing refused: bytes, key or binding do not fit (`damaged`), an unlawful binding (`aad`), or no room to work now (`busy`). */
export type SealingProblem = 'damaged' | 'aad' | 'busy'

const SENTENCES = {
  damaged: 'These bytes do not open: they were changed, or the key or what they are bound to is another.',
  aad: 'A field of the associated data is neither a plain word nor a non-negative integer.',
  busy: 'Too many secrets are being stretched at once.',
} as const satisfies Record<SealingProblem, string>

/** The one error of sealing; its message is fixed by its code, so it never carries a key or a plaintext into a log. */
export class SealingError extends Error {
  override readonly name = 'SealingError'
  readonly code: SealingProblem

  constructor(code: SealingProblem) {
    super(SENTENCES[code])
    this.code = code
  }
}

/** The key file cannot be used; the message tells the operator in plain words what to do and never quotes the content. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError'
}
