import type { KeyPair } from '../platform/sealing/index.ts'

/** A key pair that is open now, with whose it is. */
export interface HeldKey extends KeyPair {
  readonly principalId: string
  readonly gen: number
}

/** A public key that something can be sealed to. */
export interface SealingTarget {
  readonly principalId: string
  readonly gen: number
  readonly publicKey: Buffer
}

/** The keys somebody holds in this request: their own, and those of the teams that they are confirmed in. */
export type Keyring = ReadonlyMap<string, HeldKey>
