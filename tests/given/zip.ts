// What a ZIP archive holds, read from its directory, for archives whose files are stored as they are.

/** Reads the files of an archive, by their paths. */
export function filesOfZip(zip: Buffer): Readonly<Record<string, Buffer>> {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end === -1) throw new Error('no archive')
  const count = zip.readUInt16LE(end + 10)
  const files: Record<string, Buffer> = {}
  let at = zip.readUInt32LE(end + 16)
  for (let number = 0; number < count; number++) {
    const [size, nameLength, extraLength, noteLength] = [24, 28, 30, 32].map((offset, position) =>
      position === 0 ? zip.readUInt32LE(at + offset) : zip.readUInt16LE(at + offset),
    ) as [number, number, number, number]
    const path = zip.toString('utf8', at + 46, at + 46 + nameLength)
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    files[path] = zip.subarray(from, from + size)
    at += 46 + nameLength + extraLength + noteLength
  }
  return files
}
