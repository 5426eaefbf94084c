import { deliveryTypes, resourceKinds } from '../domain/library-records.ts'

/** Tells whether an address is one of an original: `/{cloud}/{resource_type}/{type}/…`. */
export const isDeliveryAddress = (url: string): boolean => deliveryForm.test(url)

/** The kinds of asset, as a regular expression has them. */
export const kindWords = resourceKinds.join('|')
/** The delivery types, as a regular expression has them. */
export const deliveryWords = deliveryTypes.join('|')
const deliveryForm = new RegExp(`^/[^/?#]+/(?:${kindWords})/(?:${deliveryWords})/`)

/** What the end of an address of an original says: everything after the delivery type. */
export interface DeliveryAddress {
  /** What stands between `s--` and `--`; null when it isn't signed. */
  readonly signature: string | null
  /** The texts one of which a signature must be of. */
  readonly signed: readonly string[]
  /** What the public id may be, the likeliest first; of images and videos with the format that was asked for. */
  readonly names: readonly DeliveryName[]
  /** What asks for another picture than the original; null when nothing does. */
  readonly transformation: string | null
}

/** A public id, and the format that is asked for; null: whichever it has. */
export interface DeliveryName {
  readonly publicId: string
  readonly format: string | null
}

/**
 * Reads the end of an address: `[s--signature--/][transformation/][v123/]public_id[.format]`.
 *
 * @param rest as it was sent, without the query
 * @returns null when it isn't well-formed
 */
export function readDeliveryAddress(rest: string, isRaw: boolean): DeliveryAddress | null {
  const decoded = decode(rest)
  if (decoded === null || /[\p{Cc}\\]/u.test(decoded) || decoded.split('/').some((step) => /^\.{0,2}$/.test(step)))
    return null
  const [sentRest, signature] = takeSignature(rest)
  const plain = decode(takeVersion(sentRest)) ?? ''
  const signedRest = takeVersion(sentRest)
  const canonical = encodeURIComponent(plain).replaceAll('%3A', ':').replaceAll('%2F', '/')
  return {
    signature,
    signed: [...new Set([signedRest, canonical])],
    names: namesIn(plain, isRaw),
    transformation: findTransformation(decode(sentRest) ?? ''),
  }
}

const takeSignature = (rest: string): readonly [string, string | null] => {
  const [whole, signature] = /^s--([A-Za-z0-9_-]{8}|[A-Za-z0-9_-]{32})--\//.exec(rest) ?? []
  return whole === undefined || signature === undefined ? [rest, null] : [rest.slice(whole.length), signature]
}

/** A version only keeps caches apart: the newest file is what there is. */
const takeVersion = (rest: string): string => rest.replace(/^v\d{1,12}\/(?=.)/, '')

/** Public ids may have dots: the whole is looked for first. Raw ones have their ending in them. */
function namesIn(rest: string, isRaw: boolean): readonly DeliveryName[] {
  const whole = { publicId: rest, format: null }
  const [, publicId, format] = /^(.*[^/])\.([A-Za-z0-9]{1,10})$/s.exec(rest) ?? []
  if (isRaw || publicId === undefined || format === undefined) return [whole]
  return [whole, { publicId, format: format.toLowerCase() }]
}

/** What the steps of a transformation begin with (transformation reference, read 2026-11-22): `w_100,c_fill`, `t_name`. */
const keys =
  'a|ac|af|ar|b|bl|bo|br|c|co|cs|d|dl|dn|dpr|du|e|eo|f|fl|fn|fps|g|h|if|ki|l|o|p|pg|q|r|so|sp|t|u|vc|vs|w|x|y|z|\\$\\w+'
const step = new RegExp(`^(?:${keys})_[^,/]+(?:,(?:${keys})_[^,/]+)*$`)

/** The steps before the version or the public id that read like a transformation. */
function findTransformation(rest: string): string | null {
  const steps = rest.split('/').slice(0, -1)
  const end = steps.findIndex((one) => !step.test(one))
  const found = steps.slice(0, end === -1 ? undefined : end)
  return found.length === 0 ? null : found.join('/')
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
