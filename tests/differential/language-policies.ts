import { quoted } from '../../src/engine/language/strings.ts'
import type { Random } from './language-random.ts'
import { ExpressionTexts } from './language-texts.ts'
import { entityTypes, strings } from './language-words.ts'

export const actionNames = ['read', 'write', 'all'] as const

/** Writes a random set of policies, one to six of them, as text. */
export function writePolicies(random: Random): string {
  const texts = new ExpressionTexts(random, random.pick([0.1, 0.45]))
  const separator = random.pick([' ', '\n', '\n// next: permit(principal, action, resource);\n'])
  return Array.from({ length: 1 + random.below(6) }, () => writePolicy(random, texts)).join(separator)
}

function writePolicy(random: Random, texts: ExpressionTexts): string {
  const effect = random.chance(0.75) ? 'permit' : 'forbid'
  const annotation = random.chance(0.1) ? random.pick(['@id("x") ', '@advice ', '@a("1")@b("2") ']) : ''
  const principal = writeScope('principal', random, texts)
  const resource = writeScope('resource', random, texts)
  const conditions = random.some(2, () => {
    const kind = random.chance(0.8) ? 'when' : 'unless'
    return ` ${kind} { ${texts.write('boolean', 1 + random.below(4))} }`
  })
  return `${annotation}${effect}(${principal}, ${writeAction(random)}, ${resource}${random.chance(0.05) ? ',' : ''})${conditions.join('')};`
}

function writeScope(variable: string, random: Random, texts: ExpressionTexts): string {
  if (random.chance(0.6)) return variable
  const type = random.pick(entityTypes)
  return random.pick([
    () => `${variable} == ${texts.entity()}`,
    () => `${variable} in ${texts.entity()}`,
    () => `${variable} is ${type}`,
    () => `${variable} is ${type} in ${texts.entity()}`,
  ])()
}

function writeAction(random: Random): string {
  if (random.chance(0.6)) return 'action'
  const action = () => `${random.pick(['', 'Cloudinary::'])}Action::${quoted(random.pick(actionNames))}`
  return random.pick([
    () => `action == ${action()}`,
    () => `action in ${action()}`,
    () => `action in [${random.some(3, action).join(', ')}]`,
  ])()
}

const names = [
  ...['permit', 'forbid', 'principal', 'action', 'resource', 'context', 'when', 'unless', 'if', 'then', 'else', 'in'],
  ...[
    'is',
    'has',
    'like',
    'true',
    'false',
    'decimal',
    'ip',
    'contains',
    'hasTag',
    '__cedar',
    '__cedar',
    'User',
    'Action',
  ],
]

const inserts = [
  ...names,
  ...['?principal', '?x'],
  ...['(', ')', '[', ']', '{', '}', ',', ';', ':', '::', '.', '@', '==', '!=', '<', '<=', '>', '>=', '=', '&&', '||'],
  ...['+', '-', '*', '/', '%', '!', '&', '|', '0', '1', '9223372036854775808', '18446744073709551616', '"', '"a"'],
  ...[
    '\\',
    '\\n',
    '\\*',
    '\\u{41}',
    '\\u{d800}',
    '\\x41',
    '\\x80',
    '\n',
    '\r',
    '\t',
    ' ',
    '\u0085',
    '\ufeff',
    '//',
    '/*',
  ],
  ...[
    ' when { true }',
    'User::"1"',
    'Action::"read"',
    '@id("x")',
    '.a',
    '["a"]',
    '.b()',
    ' has a.b',
    ' is A::B',
    ' in ',
  ],
]

/** Damages a text of policies in one to three places, so that a parser meets what people mistype. */
export function mutate(text: string, random: Random): string {
  let mutated = text
  for (let time = 0; time <= random.below(3); time += 1) {
    mutated = random.chance(0.4) ? replaceWord(mutated, random) : replaceStretch(mutated, random)
  }
  return mutated
}

function replaceStretch(text: string, random: Random): string {
  const characters = Array.from(text)
  const at = random.below(characters.length + 1)
  const inserted = random.chance(0.6) ? random.pick([...inserts, ...strings]) : ''
  return characters.toSpliced(at, random.pick([0, 0, 1, 1, 2, 5]), ...Array.from(inserted)).join('')
}

function replaceWord(text: string, random: Random): string {
  const words = [...text.matchAll(/[\w?]+|[^\w\s]/gu)]
  if (words.length === 0) return text
  const { index, 0: word } = random.pick(words)
  const isName = /^\w/.test(word)
  const inserted = isName && random.chance(0.5) ? random.pick(names) : random.pick(inserts)
  return text.slice(0, index) + inserted + text.slice(index + word.length)
}
