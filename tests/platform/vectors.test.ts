// Known answers of format version 1. They are never edited, only added to: what was sealed once must open for ever.
// They were made by other implementations than the code under test; the file's own first line says by which.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { completeReceipt, readReceipt } from '../../src/domain/receipt.ts'
import { sealBytesWithNonce } from '../../src/platform/sealing/envelope.ts'
import * as sealing from '../../src/platform/sealing/index.ts'
import { writeRecoveryCode } from '../../src/platform/sealing/recovery-code.ts'
import vectors from './vectors/sealing-v1.json' with { type: 'json' }

const pool = sealing.newPool({ running: 2, waiting: 32, deadlineMs: 8000 })

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex')
}

function pattern(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, index) => (index * 7 + length) % 256))
}

function bytesOr<T>(value: T | { hex: string }): T | Buffer {
  return typeof value === 'object' && value !== null && 'hex' in value ? hex(value.hex) : value
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

describe('What was sealed once opens for ever', () => {
  test('there are at least 200 known answers', () => {
    const lists = Object.values(vectors).filter(list => Array.isArray(list))
    expect(lists.flat().length).toBeGreaterThanOrEqual(200)
  })

  test.each(vectors.envelopes)('an envelope of $patternLength bytes bound to $aad, raw: $raw', known => {
    const [key, plain] = [hex(known.key), pattern(known.patternLength)]
    const sealed = sealBytesWithNonce({ key, nonce: hex(known.nonce), raw: known.raw }, plain, known.aad)
    expect(sealed.length).toBe(known.envelopeLength)
    if (known.envelope) expect(sealed.toString('hex')).toBe(known.envelope)
    else expect(sha256(sealed)).toBe(known.envelopeSha256)
    expect(sealing.openBytes(key, sealed, known.aad)).toEqual(plain)
  })

  test.each(vectors.padding)('the sizes that $size bytes are padded to', ({ size, padme, padded }) => {
    expect(sealing.padmeSize(size)).toBe(padme)
    if (size <= 100_000) expect(sealing.pad(Buffer.alloc(size)).length).toBe(padded)
  })

  test.each(vectors.derivedKeys)('the key derived for $label', ({ secret, label, context, key }) => {
    expect(sealing.deriveKey(hex(secret), label, hex(context)).toString('hex')).toBe(key)
  })

  test.each(vectors.macs)('the authentication code of $fields', ({ key, fields, mac }) => {
    expect(sealing.mac(hex(key), ...fields.map(bytesOr)).toString('hex')).toBe(mac)
  })

  test.each(vectors.digests)('the digest labelled "$label"', ({ label, bytes, digest }) => {
    expect(sealing.digest(label, hex(bytes)).toString('hex')).toBe(digest)
  })

  test.each(vectors.symmetricKeys)('the check value and the link of a key, $kcv', ({ key, kcv, next, link }) => {
    expect(sealing.keyCheckValue(hex(key)).toString('hex')).toBe(kcv)
    expect(sealing.keyLink(hex(key), hex(next)).toString('hex')).toBe(link)
  })

  test.each(vectors.applicationKeys)("the application's keys of one key file", ({ root, pepper, ...keys }) => {
    const made = sealing.applicationKeys({ kid: 'known', root: hex(root), pepper: hex(pepper) })
    expect(made).toMatchObject({ kid: 'known', pepper: hex(pepper) })
    for (const name of ['account', 'csrf', 'index', 'mark'] as const) expect(made[name].toString('hex')).toBe(keys[name])
  })

  test.each(vectors.secrets)('a secret stretched with $m KiB and $t passes', async ({ secret, salt, m, t, proof, key }) => {
    const stretched = await sealing.stretch(pool, bytesOr(secret), hex(salt), { m, t, p: 1 })
    expect(stretched).toEqual({ proof: hex(proof), key: hex(key) })
  })

  test('the two real prices are among the stretched secrets', () => {
    const prices = vectors.secrets.map(({ m, t }) => ({ m, t, p: 1 }))
    expect(prices).toEqual(expect.arrayContaining([sealing.RECEIPT_COST, sealing.PASSPHRASE_COST]))
  })

  test.each(vectors.receipts)('the receipt $receipt', ({ drawn, receipt }) => {
    expect(completeReceipt(drawn)).toBe(receipt)
  })

  test.each(vectors.scripts)('a receipt in $script digits', ({ typed, receipt }) => {
    expect(readReceipt(typed)).toEqual({ ok: true, digits: receipt })
  })

  test.each(vectors.recoveryCodes)('the recovery code $code', ({ bytes, code }) => {
    expect(writeRecoveryCode(hex(bytes))).toBe(code)
    expect(sealing.readRecoveryCode(code)).toEqual(hex(bytes))
  })

  test.each(vectors.sealedBoxes)('a box sealed to $publicKey', ({ privateKey, publicKey, sealed, plain }) => {
    expect(sealing.publicKeyOf(hex(privateKey))).toEqual(hex(publicKey))
    const pair = { publicKey: hex(publicKey), privateKey: hex(privateKey) }
    expect(sealing.openWith(pair, hex(sealed))).toEqual(hex(plain))
  })

  test.each(vectors.streams)('a file of $patternLength bytes', async ({ key, header, blobId, patternLength, stream }) => {
    const opening = sealing.openStream(hex(key), hex(header), blobId, patternLength)
    expect(await buffer(Readable.from([hex(stream)]).pipe(opening))).toEqual(pattern(patternLength))
  })
})
