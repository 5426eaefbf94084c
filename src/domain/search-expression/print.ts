import type { RangeEnd, SearchExpression, SearchValue } from './ast.ts'

/** Writes an expression so that reading it again gives the same one, positions apart. */
export function printSearch(expression: SearchExpression): string {
  switch (expression.type) {
    case 'all':
      return expression.of
        .map((one) => (one.type === 'any' || one.type === 'all' ? `(${printSearch(one)})` : printSearch(one)))
        .join(' AND ')
    case 'any':
      return expression.of.map((one) => (one.type === 'any' ? `(${printSearch(one)})` : printSearch(one))).join(' OR ')
    case 'not':
      return `NOT ${isJoint(expression.of) ? `(${printSearch(expression.of)})` : printSearch(expression.of)}`
    case 'text':
      return printValue(expression.value)
    case 'compare':
      return `${expression.field.name}${expression.operator}${printValue(expression.value)}`
    case 'range': {
      const { field, from, to } = expression
      const begin = from.isIncluded ? '[' : '{'
      const end = to.isIncluded ? ']' : '}'
      return `${field.name}:${begin}${printEnd(from)} TO ${printEnd(to)}${end}`
    }
  }
}

const isJoint = ({ type }: SearchExpression): boolean => type === 'all' || type === 'any'

const printEnd = ({ value }: RangeEnd): string => (value === null ? '*' : printValue(value))

const printValue = ({ text, isQuoted, isPrefix }: SearchValue): string =>
  `${isQuoted ? `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"` : text}${isPrefix ? '*' : ''}`
