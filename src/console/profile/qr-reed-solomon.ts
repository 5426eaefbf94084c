/**
 * The codewords that let a damaged QR code be read: the remainder over the field of 256 elements made by 0x11d.
 *
 * @param length how many of them
 */
export function reedSolomon(data: readonly number[], length: number): readonly number[] {
  const generator = generatorOf(length)
  let rest = Array<number>(length).fill(0)
  for (const codeword of data) {
    const factor = codeword ^ (rest[0] ?? 0)
    rest = [...rest.slice(1), 0].map((one, index) => one ^ multiply(generator[index] ?? 0, factor))
  }
  return rest
}

/** The product of (x - 2^0) to (x - 2^(length-1)), without its leading one. */
function generatorOf(length: number): readonly number[] {
  let product = [1]
  let root = 1
  for (let degree = 0; degree < length; degree += 1) {
    const factor = root
    product = [...product, 0].map((one, index) => one ^ multiply(product[index - 1] ?? 0, factor))
    root = multiply(root, 2)
  }
  return product.slice(1)
}

function multiply(one: number, other: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d)
    if ((other >> bit) & 1) product ^= one
  }
  return product
}
