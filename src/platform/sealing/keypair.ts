import sodium from 'sodium-native'
import { SealingError } from './errors.ts'
import type { Sealed } from './sealed.ts'

/** An X25519 key pair, 32 bytes each: whoever knows the public half can seal, only the private half opens. */
export type KeyPair = { readonly publicKey: Buffer; readonly privateKey: Buffer }

/** A fresh random key pair. */
export function newKeyPair(): KeyPair {
  const publicKey = Buffer.alloc(sodium.crypto_box_PUBLICKEYBYTES)
  const privateKey = Buffer.alloc(sodium.crypto_box_SECRETKEYBYTES)
  sodium.crypto_box_keypair(publicKey, privateKey)
  return { publicKey, privateKey }
}

/** The public half that belongs to a private one. */
export function publicKeyOf(privateKey: Buffer): Buffer {
  const publicKey = Buffer.alloc(sodium.crypto_box_PUBLICKEYBYTES)
  sodium.crypto_scalarmult_base(publicKey, privateKey)
  return publicKey
}

/** Seals bytes to a public key (crypto_box_seal, 48 bytes longer than the plaintext); the writer cannot open them again. */
export function sealTo(publicKey: Buffer, bytes: Buffer): Sealed {
  const sealed = Buffer.alloc(bytes.length + sodium.crypto_box_SEALBYTES)
  sodium.crypto_box_seal(sealed, bytes, publicKey)
  return sealed as Sealed // ciphertext is born here
}

/** Opens what was sealed to the pair; throws `SealingError('damaged')` on any wrong byte or another's pair. */
export function openWith(pair: KeyPair, sealed: Uint8Array): Buffer {
  if (sealed.length < sodium.crypto_box_SEALBYTES) throw new SealingError('damaged')
  const plain = Buffer.alloc(sealed.length - sodium.crypto_box_SEALBYTES)
  const opened = sodium.crypto_box_seal_open(plain, Buffer.from(sealed), pair.publicKey, pair.privateKey)
  if (!opened) throw new SealingError('damaged')
  return plain
}
