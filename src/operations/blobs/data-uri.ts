/**
 * Reads the bytes of a `data:` address (RFC 2397): base64, or text in percent signs. What it says of its own type counts for
 * nothing. Null when it isn't well-formed.
 */
export function readDataUri(address: string): Buffer | null {
  const comma = address.indexOf(',')
  if (comma === -1 || !/^data:[^,]{0,200}$/i.test(address.slice(0, comma))) return null
  const content = address.slice(comma + 1)
  return /;\s*base64\s*$/i.test(address.slice(0, comma)) ? readBase64(content) : readPercents(content)
}

/** Line breaks within it are common; so is base64 for URLs. */
function readBase64(text: string): Buffer | null {
  const plain = text.replaceAll(/\s+/g, '').replaceAll('%2B', '+').replaceAll('%2F', '/').replaceAll(/%3D/gi, '=')
  return /^[A-Za-z0-9+/_-]*={0,2}$/.test(plain) ? Buffer.from(plain, 'base64') : null
}

function readPercents(text: string): Buffer | null {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return null
  const bytes = text.replaceAll(/%([0-9A-Fa-f]{2})|[^\x20-\x7E]/g, (sign, hex: string | undefined) =>
    hex === undefined ? Buffer.from(sign).toString('latin1') : String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1')
}
