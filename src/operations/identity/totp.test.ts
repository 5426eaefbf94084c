import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findTotpStep, fromBase32, toBase32, totpCode, totpStepOf, totpUri } from './totp.ts'

const secret = Buffer.from('12345678901234567890')

test('the codes are those of RFC 6238, appendix B, to six digits', () => {
  const vectors = [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ] as const
  for (const [seconds, code] of vectors) assert.equal(totpCode(secret, totpStepOf(seconds * 1000)), code)
})

test('a code is taken in its step, and in those before and after', () => {
  const at = 1_795_341_600_000
  const step = totpStepOf(at)
  const found = [-2, -1, 0, 1, 2].map((off) => findTotpStep(secret, totpCode(secret, step + off), at))
  assert.deepEqual(found, [null, step - 1, step, step + 1, null])
  assert.equal(findTotpStep(secret, '12345', at), null)
})

test('base 32 is that of RFC 4648, without padding', () => {
  assert.equal(toBase32(Buffer.from('foobar')), 'MZXW6YTBOI')
  assert.equal(toBase32(secret), 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  assert.deepEqual(fromBase32('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'), secret)
})

test('an address for authenticators names account and e-mail', () => {
  assert.equal(
    totpUri('ABC', 'Acme & Co', 'vera@example.com'),
    'otpauth://totp/Acme%20%26%20Co:vera%40example.com?secret=ABC&issuer=Acme%20%26%20Co&algorithm=SHA1&digits=6&period=30',
  )
})
