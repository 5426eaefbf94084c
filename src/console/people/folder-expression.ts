/** Makes the search expression of what is typed: every word begins a word of the name, or the whole begins the path. */
export function folderExpression(text: string): string {
  const words = text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  const byName = words.map((word) => `name:${word}*`).join(' AND ')
  const isPath = /^[^\s()<>=:"*-][^\s()<>=:"*]*$/.test(text)
  return [...(byName === '' ? [] : [`(${byName})`]), ...(isPath ? [`path=${text}*`] : [])].join(' OR ')
}
