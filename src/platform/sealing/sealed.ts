declare const sealedMark: unique symbol

/** Ciphertext. The mark exists only for the compiler: a view cannot print one and a query cannot compare one with text. */
export type Sealed = Buffer & { readonly [sealedMark]: true }
