/**
 * Lays rows out in columns under headings, two spaces between them; nothing is shortened.
 *
 * @returns lines without blanks at their ends; what is shown where there is no row is the caller's to say
 */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings.map((heading) => heading.toUpperCase()), ...rows.map((row) => row.map(onOneLine))]
  const widths = headings.map((_, column) => Math.max(...lines.map((cells) => widthOf(cells[column] ?? ''))))
  const pad = (cell: string, column: number): string => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell))
  return lines.map((cells) => cells.map(pad).join('  ').trimEnd()).join('\n')
}

/** Names hold no line breaks, but descriptions may; and nothing stored may speak to the terminal itself. */
const onOneLine = (cell: string): string => cell.replaceAll(/\p{Cc}+/gu, ' ')

/** How many columns a terminal gives a text: two for each wide character, none for marks that stand on another one. */
function widthOf(text: string): number {
  let width = 0
  for (const character of text.replaceAll(/[\p{M}\p{Cf}]/gu, '')) width += wide.test(character) ? 2 : 1
  return width
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u
