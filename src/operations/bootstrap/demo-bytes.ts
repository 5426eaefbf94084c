import { drawPicture } from '../blobs/pictures.ts'
import type { DemoContent } from './demo-files.ts'
import { drawScene } from './demo-pictures.ts'

/** Makes the bytes of a file of the demo, in the form that its ending says. */
export async function demoBytes(content: DemoContent, name: string): Promise<Buffer> {
  switch (content.type) {
    case 'picture': {
      const drawing = Buffer.from(drawScene(content.scene, content.seed))
      const [, ending = ''] = /\.(\w+)$/.exec(name) ?? []
      return ending === 'jpg' || ending === 'png' || ending === 'webp' ? drawPicture(drawing, ending) : drawing
    }
    case 'text':
      return Buffer.from(content.text)
    case 'pdf':
      return pdf(content.title)
    case 'video':
      return video(content.width, content.height)
  }
}

/** A PDF of one page with one line on it. */
function pdf(title: string): Buffer {
  const line = `BT /F1 24 Tf 60 760 Td (${title.replaceAll(/[()\\]/g, '')}) Tj ET`
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${line.length}>>stream\n${line}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ]
  let text = '%PDF-1.4\n'
  const starts = objects.map((object, number) => {
    const start = text.length
    text += `${number + 1} 0 obj\n${object}\nendobj\n`
    return `${String(start).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${starts.join('')}`
  return Buffer.from(
    `${text}${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`,
  )
}

/** An MP4 that says its size and holds no pictures: a stand-in that players open and show as empty. */
function video(width: number, height: number): Buffer {
  const movie = box('mvhd', Buffer.alloc(100))
  const track = Buffer.alloc(84)
  track.writeUInt32BE(7, 0)
  track.writeUInt32BE(1, 12)
  track.writeUInt32BE(width * 65_536, 76)
  track.writeUInt32BE(height * 65_536, 80)
  const begin = box('ftyp', Buffer.from('isom\0\0\x02\0isommp42', 'latin1'))
  return Buffer.concat([begin, box('moov', movie, box('trak', box('tkhd', track)))])
}

function box(name: string, ...content: readonly Buffer[]): Buffer {
  const inside = Buffer.concat(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(inside.length + 8)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, inside])
}
