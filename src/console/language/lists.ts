/** Puts texts into one, as the page's language lists things: "a, b and c". */
export const listed = (texts: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string =>
  new Intl.ListFormat(undefined, { style: 'long', type }).format(texts)
