import { openWith, publicKeyOf, unlessDamaged } from '../platform/sealing/index.ts'
import type { HeldKey, Keyring } from '../contracts/keys.ts'

export type { Keyring } from '../contracts/keys.ts'

/** The keyring of one key alone. */
export function keyringOf(...held: HeldKey[]): Keyring {
  return new Map(held.map(key => [ringName(key.principalId, key.gen), key]))
}

/** A team's private key, sealed to one account. */
export interface TeamGrant {
  readonly teamId: string
  readonly teamGen: number
  readonly sealed: Buffer
}

/** An account's keyring: its own key, and every generation of the keys of its teams that is sealed to it and whole. */
export function keyringWithTeams(own: HeldKey, grants: readonly TeamGrant[]): Keyring {
  const teams = grants.flatMap(grant => {
    const key = unlessDamaged(() => openWith(own, grant.sealed))
    return key === null ? [] : [heldFrom(key, grant.teamId, grant.teamGen)]
  })
  return keyringOf(own, ...teams)
}

/** A held key from its private half; the public one is made when something sealed to it is opened. */
export function heldFrom(privateKey: Buffer, principalId: string, gen: number): HeldKey {
  let publicKey: Buffer | undefined
  return {
    privateKey,
    principalId,
    gen,
    get publicKey() {
      return (publicKey ??= publicKeyOf(privateKey))
    },
  }
}

/** Everybody whose keys these are. */
export function holdersIn(keyring: Keyring): string[] {
  return [...new Set([...keyring.values()].map(held => held.principalId))]
}

/** The key of this principal and generation, where the keyring has it. */
export function heldIn(keyring: Keyring, principalId: string, gen: number): HeldKey | undefined {
  return keyring.get(ringName(principalId, gen))
}

function ringName(principalId: string, gen: number): string {
  return `${principalId}:${gen}`
}
