import { qrPicture } from './qr-code.ts'

/** Squares that stay white around the picture, so that cameras find it. */
const margin = 4

/** Draws a text as a QR code, black on white in every theme; nothing of it leaves the page. */
export function QrPicture({ text, label }: { readonly text: string; readonly label: string }) {
  const picture = qrPicture(text)
  const size = picture.length + 2 * margin
  const squares = picture.flatMap((line, row) =>
    line.flatMap((isBlack, column) => (isBlack ? [`M${column + margin} ${row + margin}h1v1h-1z`] : [])),
  )
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      width={212}
      height={212}
      shapeRendering="crispEdges"
      style={{ borderRadius: 'var(--mantine-radius-md)', border: '1px solid var(--console-line)' }}
    >
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={squares.join('')} />
    </svg>
  )
}
