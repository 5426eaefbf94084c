import { refusal } from '../../domain/errors.ts'

/** How long a public id may be, in bytes of UTF-8. */
export const longestPublicId = 255

/**
 * Reads a public id: 1 to {@link longestPublicId} bytes, NFC. What URLs and file systems could take for something else is
 * refused, and so is what can't be seen; letters that look like others stay what they are.
 *
 * @param field the name of the operation's input, for the refusal
 * @throws Refusal `public_id_unfit`
 * @see https://cloudinary.com/documentation/upload_parameters (read 2026-11-22): not `? & # \ % < >`, no space or slash at
 * either end
 */
export function readPublicId(sent: string, field = 'publicId'): string {
  const publicId = sent.normalize('NFC')
  const fault = faultOf(publicId)
  if (fault === null) return publicId
  const shown = sent.toWellFormed().slice(0, longestPublicId)
  throw refusal('public_id_unfit', { publicId: shown, why: fault }, { fields: [{ name: field, value: shown }] })
}

/** The folder names of a public id, the top one first: in fixed mode these are its folders. */
export const foldersOfPublicId = (publicId: string): readonly string[] => publicId.split('/').slice(0, -1)

/** The last part of a public id. */
export const nameOfPublicId = (publicId: string): string => publicId.slice(publicId.lastIndexOf('/') + 1)

/** Makes a part of a public id from a file's name: what a public id can't have becomes `_`. Empty when nothing is left. */
export function publicIdOfFilename(name: string): string {
  const plain = name
    .normalize('NFC')
    .toWellFormed()
    .replaceAll(unfit, '_')
    .replaceAll(/[/\s]+/g, '_')
  const trimmed = plain.replace(/^[._]+/, '').replace(/_+$/, '')
  return shorten(trimmed, 150)
}

/** Signs that mean something in URLs, and slashes that only look like one. */
const meaningful = /[?&#\\%<>\u2044\u2215\u29F8\uFF0F\uFF3C\uFE68]/u
/** Control characters, and what can't be seen or changes the direction of writing; joiners of scripts and emoji stay. */
const invisible = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200C\u200D])\p{Cf}/u
const unfit = new RegExp(`${meaningful.source}|${invisible.source}`, 'gu')

function faultOf(publicId: string): string | null {
  if (publicId === '') return 'is empty'
  if (Buffer.byteLength(publicId) > longestPublicId) return `is longer than ${longestPublicId} bytes`
  const sign = meaningful.exec(publicId)?.[0]
  if (sign !== undefined) return `has ${sign} in it`
  if (invisible.test(publicId)) return 'has an invisible character in it'
  const parts = publicId.split('/')
  if (parts.includes('')) return 'begins or ends with a slash, or has two in a row'
  if (parts.some((part) => /^\.{1,2}$/.test(part.normalize('NFKC')))) return 'has a part of dots alone'
  if (parts.some((part) => part.trim() !== part)) return 'has a part that begins or ends with a space'
  return null
}

/** Cuts a text at a whole character. */
function shorten(text: string, bytes: number): string {
  let short = ''
  for (const sign of text) {
    if (Buffer.byteLength(short + sign) > bytes) break
    short += sign
  }
  return short
}
