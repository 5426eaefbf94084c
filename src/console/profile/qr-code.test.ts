import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { qrBlocks } from './qr-blocks.ts'
import { qrPicture } from './qr-code.ts'
import { reedSolomon } from './qr-reed-solomon.ts'

describe('a QR code', () => {
  test('corrects by the codewords that are known for an example', () => {
    const data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17]
    assert.deepEqual(reedSolomon(data, 10), [196, 35, 39, 119, 235, 215, 231, 226, 93, 23])
  })

  test('has as many codewords as each version has squares for', () => {
    const sums = qrBlocks.map(({ correction, blocks }) =>
      blocks.reduce((sum, [count, size]) => sum + count * (size + correction), 0),
    )
    assert.deepEqual(sums, [26, 44, 70, 100, 134, 172, 196, 242, 292, 346, 404, 466, 532, 581, 655])
  })

  test('is as large as the text needs, and no larger', () => {
    const sizes = [1, 14, 15, 180, 181, 412].map((length) => qrPicture('x'.repeat(length)).length)
    assert.deepEqual(sizes, [21, 21, 25, 53, 57, 77])
    assert.throws(() => qrPicture('x'.repeat(413)), RangeError)
  })

  test('says its correction level and mask in the fifteen squares at both places', () => {
    const picture = qrPicture('otpauth://totp/Acme:vera%40example.com?secret=GEZDGNBVGY3TQOJQ')
    const size = picture.length
    const at = (row: number, column: number) => (picture[row]?.[column] === true ? '1' : '0')
    const column = [...Array(7).keys()].map((step) => at(size - 1 - step, 8)).join('')
    const row = [...Array(8).keys()].map((step) => at(8, size - 8 + step)).join('')
    const first = [0, 1, 2, 3, 4, 5, 7, 8].map((one) => at(8, one)).join('')
    assert.equal(column, first.slice(0, 7))
    const known = ['101010000010010', '101000100100101', '101111001111100', '101101101001011']
    const more = ['100010111111001', '100000011001110', '100111110010111', '100101010100000']
    assert.ok([...known, ...more].includes(column + row))
  })
})
