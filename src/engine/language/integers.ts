/** A Cedar Long: a number while it is a safe integer, else a bigint; never outside 64 bits. Equal ones are `===`. */
export type Integer = number | bigint

const least = -(2n ** 63n)
const greatest = 2n ** 63n - 1n

/** Makes the one form an integer has, or `undefined` when it doesn't fit 64 bits. */
export function integerOf(exact: bigint): Integer | undefined {
  if (exact < least || exact > greatest) return undefined
  const narrow = Number(exact)
  return Number.isSafeInteger(narrow) ? narrow : exact
}

/** Adds exactly; `undefined` on overflow of 64 bits. */
export function add(left: Integer, right: Integer): Integer | undefined {
  if (typeof left === 'number' && typeof right === 'number') {
    const sum = left + right
    if (Number.isSafeInteger(sum)) return sum
  }
  return integerOf(BigInt(left) + BigInt(right))
}

/** Subtracts exactly; `undefined` on overflow of 64 bits. */
export function subtract(left: Integer, right: Integer): Integer | undefined {
  if (typeof left === 'number' && typeof right === 'number') {
    const difference = left - right
    if (Number.isSafeInteger(difference)) return difference
  }
  return integerOf(BigInt(left) - BigInt(right))
}

/** Multiplies exactly; `undefined` on overflow of 64 bits. */
export function multiply(left: Integer, right: Integer): Integer | undefined {
  if (typeof left === 'number' && typeof right === 'number') {
    const product = left * right
    // Adding zero turns the -0 of `0 * -1` into 0, so that equal integers have one form.
    if (Number.isSafeInteger(product)) return product + 0
  }
  return integerOf(BigInt(left) * BigInt(right))
}
