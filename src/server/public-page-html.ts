import type { VisitedAsset, VisitedLink } from '../operations/public-links/visit-link.ts'
import { pageStyle } from './public-page-style.ts'

/** Text that is HTML already. */
export interface Html {
  readonly html: string
}

/** A page, but for the nonce that lets its styles through. */
export type Page = (nonce: string) => string

/** What may stand in HTML: texts and numbers are escaped, lists follow one another, null is nothing. */
type Piece = Html | string | number | null | readonly Html[]

/** Writes HTML: whatever is put into it is escaped, wherever it comes from, unless it was written so too. */
export const html = (texts: TemplateStringsArray, ...pieces: readonly Piece[]): Html => ({
  html: texts.reduce((all, text, index) => `${all}${writePiece(pieces[index - 1] ?? null)}${text}`),
})

function writePiece(piece: Piece): string {
  if (piece === null) return ''
  if (typeof piece === 'string' || typeof piece === 'number') return escape(String(piece))
  return 'html' in piece ? piece.html : piece.map((one) => one.html).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escape = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '')
    .replaceAll(/[\p{Cc}--[\t\n]]/gv, ' ')

/** The page that says that a link doesn't work, and nothing more: it is the same for every reason. */
export const closedPage: Page = pageOf('This link no longer works', {
  main: html`<div class="middle">
    <h1>This link no longer works</h1>
    <p class="quiet">
      It may have expired or been withdrawn, or its address is incomplete. Ask whoever sent it to you for a new one.
    </p>
  </div>`,
})

/** The page that asks for the password of a link. It says nothing of what the link shows. */
export const passwordPage = (address: string, wrong: string | null): Page =>
  pageOf('Password needed', {
    main: html`<div class="middle">
      <h1>This link has a password</h1>
      <p class="quiet">Whoever sent you the link can tell you.</p>
      <form method="post" action="${address}">
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          required
          autocomplete="off"
          maxlength="256"
          ${wrong === null ? null : html` aria-invalid="true" aria-describedby="wrong"`}
        />
        ${wrong === null ? null : html`<p class="bad" id="wrong" role="alert">${wrong}</p>`}
        <button type="submit">Open</button>
      </form>
    </div>`,
  })

/** The page that shows what a link shows. */
export function contentPage(address: string, { link, assets, nextCursor }: VisitedLink, isFirst: boolean): Page {
  const { title, expiresAt, target } = link
  const isSingle = target.type === 'asset'
  const until = expiresAt === null ? null : html`<p class="quiet">Available until ${spellInstant(expiresAt)}</p>`
  const next = html`<a class="button" href="${address}?after=${encodeURIComponent(nextCursor ?? '')}">Next files</a>`
  const first = html`<a class="button" href="${address}">First files</a>`
  const pages = html`<nav aria-label="Pages">${isFirst ? null : first}${nextCursor === null ? null : next}</nav>`
  const files = html`<ul class="files">
    ${assets.map((one) => html`<li class="file">${fileOf(address, one)}</li>`)}
  </ul>`
  const [only] = assets
  const single = html`<div class="single">
    <div class="file">${only === undefined ? null : fileOf(address, only)}</div>
  </div>`
  const nothing = html`<p class="quiet">There is nothing here${isFirst ? null : ' any more'}.</p>`
  return pageOf(title, {
    header: html`<h1><bdi>${title}</bdi></h1>
      ${until}`,
    main: html`${assets.length === 0 ? nothing : isSingle ? single : files}${isFirst && nextCursor === null ? null : pages}`,
  })
}

function fileOf(address: string, { asset, mayDownload }: VisitedAsset): Html {
  const { displayName, file, id } = asset
  const picture =
    file.thumbnailId === null
      ? html`<span>${(file.format ?? 'file').toUpperCase()}</span>`
      : html`<img src="${address}/thumbnail/${encodeURIComponent(id)}" alt="" loading="lazy" decoding="async" />`
  const download = html`<div class="gap"></div>
    <a
      class="button strong"
      href="${address}/download/${encodeURIComponent(id)}"
      download
      aria-label="Download ${displayName}"
      >Download</a
    >`
  return html`<div class="picture">${picture}</div>
    <div class="words">
      <div class="name"><bdi>${displayName}</bdi></div>
      <p class="quiet">${describe(file)}</p>
      ${mayDownload ? download : null}
    </div>`
}

function describe({ format, width, height, bytes }: VisitedAsset['asset']['file']): string {
  const size = width === null || height === null ? [] : [`${width} × ${height}`]
  return [...(format === null ? [] : [format.toUpperCase()]), ...size, spellBytes(bytes)].join(' · ')
}

/** Spells a length in bytes for people: `812 bytes`, `3.4 MB`. */
export function spellBytes(bytes: number): string {
  const units = ['kB', 'MB', 'GB', 'TB']
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  let value = bytes / 1000
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit] ?? ''}`
}

const spellInstant = (at: number): string =>
  `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(at)} UTC`

function pageOf(title: string, { header, main }: { readonly header?: Html; readonly main: Html }): Page {
  const head = header === undefined ? null : html`<header>${header}</header>`
  return (nonce) =>
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="robots" content="noindex, nofollow, noarchive" />
          <meta name="referrer" content="no-referrer" />
          <title>${title}</title>
          <style nonce="${nonce}">
            ${{ html: pageStyle }}
          </style>
        </head>
        <body>
          ${head}
          <main>${main}</main>
          <footer>Shared with Rolecall</footer>
        </body>
      </html> `.html
}
