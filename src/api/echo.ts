/** How many characters of a refused value an answer repeats. */
const longestEcho = 2000

/** How many refused fields an answer names; what is wrong beyond them shows when these are right. */
export const mostFields = 50

/**
 * What an answer repeats of something that a caller sent: all of it when it is short, else the beginning and `…`, of
 * anything but a text the beginning of its JSON. An answer must not grow with the request.
 */
export function echoOf(sent: unknown): unknown {
  if (typeof sent === 'string') return begunText(sent)
  if (typeof sent !== 'object' || sent === null) return sent
  const json = JSON.stringify(sent)
  return json.length <= longestEcho ? sent : begunText(json)
}

const begunText = (text: string): string =>
  text.length <= longestEcho ? text : `${text.slice(0, longestEcho).toWellFormed()}…`
