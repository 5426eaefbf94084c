import { qrBlocks } from './qr-blocks.ts'
import { reedSolomon } from './qr-reed-solomon.ts'

/** A picture of black and white squares: rows from the top, true is black. It has no margin. */
export type QrPicture = readonly (readonly boolean[])[]

/**
 * Draws a text as a QR code of model 2: bytes of UTF-8, with correction level M, in the smallest of the versions 1 to 15.
 *
 * @throws RangeError for more than 412 bytes
 * @see ISO/IEC 18004:2015
 */
export function qrPicture(text: string): QrPicture {
  const bytes = new TextEncoder().encode(text)
  const version = 1 + qrBlocks.findIndex((_, index) => capacityOf(index + 1) >= bytes.length)
  if (version === 0) throw new RangeError('the text is too long for a picture')
  const codewords = codewordsOf(bytes, version)
  const drawn = Array.from({ length: 8 }, (_, mask) => draw(codewords, version, mask))
  const penalties = drawn.map(penaltyOf)
  const best = drawn[penalties.indexOf(Math.min(...penalties))]
  if (best === undefined) throw new Error('there are eight pictures')
  return best
}

const blocksOf = (version: number): (typeof qrBlocks)[number] => {
  const blocks = qrBlocks[version - 1]
  if (blocks === undefined) throw new RangeError(`version ${version} is not among those that are drawn`)
  return blocks
}

const dataSizeOf = (version: number): number =>
  blocksOf(version).blocks.reduce((sum, [count, size]) => sum + count * size, 0)

const lengthBitsOf = (version: number): number => (version < 10 ? 8 : 16)

const capacityOf = (version: number): number => Math.floor((dataSizeOf(version) * 8 - 4 - lengthBitsOf(version)) / 8)

/** The data of each block, then its correction, both interleaved: a codeword of each block in turn. */
function codewordsOf(bytes: Uint8Array, version: number): readonly number[] {
  const data = dataOf(bytes, version)
  const { correction, blocks } = blocksOf(version)
  const sizes = blocks.flatMap(([count, size]) => Array<number>(count).fill(size))
  let start = 0
  const parts = sizes.map((size) => data.slice(start, (start += size)))
  return [...interleave(parts), ...interleave(parts.map((part) => reedSolomon(part, correction)))]
}

function dataOf(bytes: Uint8Array, version: number): readonly number[] {
  const size = dataSizeOf(version)
  const bits = `0100${bitsOf(bytes.length, lengthBitsOf(version))}${[...bytes].map((byte) => bitsOf(byte, 8)).join('')}0000`
  const whole = bits.slice(0, size * 8)
  const groups = whole.padEnd(Math.ceil(whole.length / 8) * 8, '0').match(/.{8}/g) ?? []
  const data = groups.map((group) => Number.parseInt(group, 2))
  return [...data, ...Array.from({ length: size - data.length }, (_, index) => (index % 2 === 0 ? 0xec : 0x11))]
}

const bitsOf = (number: number, length: number): string => number.toString(2).padStart(length, '0')

function interleave(parts: readonly (readonly number[])[]): readonly number[] {
  const longest = Math.max(...parts.map(({ length }) => length))
  return Array.from({ length: longest }, (_, index) =>
    parts.flatMap((part) => (index < part.length ? [part[index] ?? 0] : [])),
  ).flat()
}

/** A picture being drawn; undefined squares are free for data. */
type Canvas = (boolean | undefined)[][]

function draw(codewords: readonly number[], version: number, mask: number): QrPicture {
  const size = 17 + 4 * version
  const canvas: Canvas = Array.from({ length: size }, () => Array<boolean | undefined>(size).fill(undefined))
  const set = (row: number, column: number, isBlack: boolean): void => {
    const line = canvas[row]
    if (line !== undefined && column >= 0 && column < size) line[column] = isBlack
  }
  drawFinders(size, set)
  drawAlignment(version, size, set)
  for (let at = 8; at < size - 8; at += 1) {
    set(6, at, at % 2 === 0)
    set(at, 6, at % 2 === 0)
  }
  drawFormat(mask, size, set)
  if (version >= 7) drawVersion(version, size, set)
  fill(canvas, codewords, mask)
  return canvas.map((line) => line.map((isBlack) => isBlack === true))
}

type SetSquare = (row: number, column: number, isBlack: boolean) => void

function drawFinders(size: number, set: SetSquare): void {
  for (const [top, left] of [
    [0, 0],
    [0, size - 7],
    [size - 7, 0],
  ] as const) {
    for (let row = -1; row <= 7; row += 1) {
      for (let column = -1; column <= 7; column += 1) {
        const ring = Math.max(Math.abs(row - 3), Math.abs(column - 3))
        set(top + row, left + column, ring !== 2 && ring !== 4)
      }
    }
  }
}

function drawAlignment(version: number, size: number, set: SetSquare): void {
  const { alignment } = blocksOf(version)
  const isFinder = (row: number, column: number): boolean =>
    (row === 6 && column === 6) || (row === 6 && column === size - 7) || (row === size - 7 && column === 6)
  for (const centre of alignment) {
    for (const middle of alignment.filter((one) => !isFinder(centre, one))) {
      for (let row = -2; row <= 2; row += 1) {
        for (let column = -2; column <= 2; column += 1) {
          set(centre + row, middle + column, Math.max(Math.abs(row), Math.abs(column)) !== 1)
        }
      }
    }
  }
}

/** The correction level and the mask, twice; level M is 00. */
function drawFormat(mask: number, size: number, set: SetSquare): void {
  const format = withRemainder(mask, 10, 0b10100110111) ^ 0b101010000010010
  const isSet = (bit: number): boolean => ((format >> bit) & 1) === 1
  for (let bit = 0; bit < 15; bit += 1) {
    const along = bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit
    const across = bit < 8 ? size - 1 - bit : bit < 9 ? 7 : 14 - bit
    set(along, 8, isSet(bit))
    set(8, across, isSet(bit))
  }
  set(size - 8, 8, true)
}

function drawVersion(version: number, size: number, set: SetSquare): void {
  const bits = withRemainder(version, 12, 0b1111100100101)
  for (let bit = 0; bit < 18; bit += 1) {
    const isBlack = ((bits >> bit) & 1) === 1
    set(Math.floor(bit / 3), size - 11 + (bit % 3), isBlack)
    set(size - 11 + (bit % 3), Math.floor(bit / 3), isBlack)
  }
}

/** A number followed by the remainder of its division by a polynomial over two elements. */
function withRemainder(number: number, degree: number, divisor: number): number {
  let rest = number << degree
  for (let bit = 31; bit >= degree; bit -= 1) if ((rest >>> bit) & 1) rest ^= divisor << (bit - degree)
  return (number << degree) | rest
}

const masks: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
]

/** Lays the bits into the free squares: pairs of columns from the right, up and down in turn, column 6 left out. */
function fill(canvas: Canvas, codewords: readonly number[], mask: number): void {
  const size = canvas.length
  const isMasked = masks[mask] ?? (() => false)
  let bit = 0
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    const isUpward = ((size - 1 - (right > 6 ? right : right + 1)) / 2) % 2 === 0
    for (let step = 0; step < size; step += 1) {
      const row = isUpward ? size - 1 - step : step
      for (const column of [right, right - 1]) {
        const line = canvas[row]
        if (line === undefined || line[column] !== undefined) continue
        const isSet = (((codewords[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1
        line[column] = isSet !== isMasked(row, column)
        bit += 1
      }
    }
  }
}

/** How hard a picture is to read: long runs, blocks, what looks like a finder, too much of one colour. */
function penaltyOf(picture: QrPicture): number {
  const columns = picture.map((_, column) => picture.map((line) => line[column] === true))
  const lines = [...picture, ...columns].map((line) => line.map((isBlack) => (isBlack ? '1' : '0')).join(''))
  const runs = lines
    .flatMap((line) => line.match(/0{5,}|1{5,}/g) ?? [])
    .reduce((sum, { length }) => sum + length - 2, 0)
  const finders = lines.reduce((sum, line) => sum + (line.match(/(?=00001011101|10111010000)/g)?.length ?? 0), 0)
  const black = picture.flat().filter(Boolean).length / picture.length ** 2
  return runs + 3 * blocksIn(picture) + 40 * finders + 10 * Math.floor(Math.abs(black * 20 - 10))
}

const blocksIn = (picture: QrPicture): number =>
  picture.reduce((sum, line, row) => {
    const below = picture[row + 1]
    if (below === undefined) return sum
    const same = (column: number): boolean =>
      line[column] === line[column + 1] && line[column] === below[column] && line[column] === below[column + 1]
    return sum + line.slice(1).filter((_, column) => same(column)).length
  }, 0)
