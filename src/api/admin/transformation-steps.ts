/** What the short names of a transformation stand for; anything else stays as it is. */
const longNames: Readonly<Record<string, string>> = {
  a: 'angle',
  b: 'background',
  bo: 'border',
  c: 'crop',
  d: 'default_image',
  dpr: 'dpr',
  e: 'effect',
  f: 'fetch_format',
  g: 'gravity',
  h: 'height',
  l: 'overlay',
  o: 'opacity',
  q: 'quality',
  r: 'radius',
  t: 'transformation',
  u: 'underlay',
  w: 'width',
  x: 'x',
  y: 'y',
  z: 'zoom',
}

/** Spells the definition of a transformation as the list of its steps; a list is one already. */
export function transformationSteps(definition: unknown): Record<string, unknown>[] {
  if (Array.isArray(definition)) return definition.flatMap((step) => transformationSteps(step))
  if (typeof definition === 'object' && definition !== null) return [{ ...definition }]
  return typeof definition === 'string' ? definition.split('/').map(readStep) : []
}

function readStep(step: string): Record<string, unknown> {
  const read: Record<string, unknown> = {}
  const raw: string[] = []
  for (const part of step.split(',')) {
    const [, short = '', value = ''] = /^([a-z]+)_(.+)$/.exec(part) ?? []
    const name = longNames[short]
    if (name === undefined || Object.hasOwn(read, name)) raw.push(part)
    else read[name] = /^-?\d{1,9}(?:\.\d{1,6})?$/.test(value) ? Number(value) : value
  }
  return raw.length === 0 ? read : { ...read, raw_transformation: raw.join(',') }
}
