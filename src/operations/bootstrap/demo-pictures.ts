/** What a picture of the demo library shows. */
export type Scene = 'mountains' | 'lake' | 'snow' | 'camp' | 'pack' | 'mark'

/** The size of every picture of the demo, in pixels. */
export const demoPictureSize = { width: 960, height: 640 } as const

/** Draws a picture as SVG, without words, so that it looks the same wherever it is drawn; the same seed gives the same picture. */
export function drawScene(scene: Scene, seed: number): string {
  const random = randomOf(seed)
  const { width, height } = demoPictureSize
  const palette = palettes[scene][seed % palettes[scene].length] ?? palettes.mountains[0]
  const gradient =
    `<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${palette[0]}"/>` +
    `<stop offset="1" stop-color="${palette[1]}"/></linearGradient>`
  const parts = [`<rect width="${width}" height="${height}" fill="url(#sky)"/>`, ...painters[scene](random, palette)]
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<defs>${gradient}</defs>${parts.join('')}</svg>`
  )
}

/** Sky above, sky below, far, near, accent. */
type Palette = readonly [string, string, string, string, string]

const palettes: Readonly<Record<Scene, readonly [Palette, ...Palette[]]>> = {
  mountains: [
    ['#f6b26b', '#fde9c9', '#7a8ca3', '#2f4858', '#f2545b'],
    ['#6fa8dc', '#e8f1fa', '#8fae8b', '#2f5d50', '#ffd166'],
    ['#8e7cc3', '#f4d6cc', '#6b6a8f', '#2b2d42', '#ef8354'],
  ],
  lake: [
    ['#a2d5f2', '#f6f9fc', '#5b8e7d', '#1f6f8b', '#f4a259'],
    ['#ffb4a2', '#ffe5d9', '#6d6875', '#355070', '#e56b6f'],
  ],
  snow: [
    ['#bcd4e6', '#f7fbff', '#dfe9f2', '#ffffff', '#d62828'],
    ['#3d5a80', '#98c1d9', '#e0fbfc', '#f8feff', '#ee6c4d'],
  ],
  camp: [
    ['#1d3557', '#457b9d', '#2a3d45', '#132a13', '#f77f00'],
    ['#a3b18a', '#dad7cd', '#588157', '#344e41', '#bc4749'],
  ],
  pack: [
    ['#edede9', '#d6ccc2', '#8a817c', '#463f3a', '#e0afa0'],
    ['#dde5b6', '#adc178', '#6c584c', '#3d405b', '#e07a5f'],
    ['#cad2c5', '#84a98c', '#52796f', '#2f3e46', '#f4d35e'],
  ],
  mark: [
    ['#ffffff', '#f4f4f4', '#2f5d50', '#16302b', '#f2a541'],
    ['#16302b', '#2f5d50', '#f2f2f2', '#ffffff', '#f2a541'],
  ],
}

type Painter = (random: () => number, palette: Palette) => readonly string[]

const painters: Readonly<Record<Scene, Painter>> = {
  mountains: (random, [, , far, near, accent]) => [
    sun(random, accent),
    ridge(random, 330, 170, far),
    ridge(random, 470, 120, near),
  ],
  lake: (random, [, , far, near, accent]) => [
    sun(random, accent),
    ridge(random, 320, 110, far),
    ...waves(random, near),
  ],
  snow: (random, [, , far, near, accent]) => [
    ridge(random, 300, 190, far),
    ridge(random, 470, 90, near),
    ...tracks(random, accent),
  ],
  camp: (random, [, , far, near, accent]) => [
    ridge(random, 380, 120, far),
    ridge(random, 520, 40, near),
    ...tent(random, accent),
  ],
  pack: (random, [, , far, near, accent]) => pack(random, far, near, accent),
  mark: (random, [, , far, , accent]) => mark(random, far, accent),
}

const sun = (random: () => number, colour: string): string =>
  `<circle cx="${whole(150 + random() * 660)}" cy="${whole(110 + random() * 120)}" r="${whole(40 + random() * 40)}" fill="${colour}"/>`

/** A range of mountains that fills the picture below. */
function ridge(random: () => number, top: number, height: number, colour: string): string {
  const points = Array.from({ length: 9 }, (_, at) => `${at * 120},${whole(top - random() * height)}`)
  return `<polygon points="0,640 ${points.join(' ')} 960,640" fill="${colour}"/>`
}

function waves(random: () => number, colour: string): readonly string[] {
  const lines = Array.from({ length: 6 }, () => {
    const [x, y, length] = [random() * 700, 440 + random() * 170, 80 + random() * 160]
    return `<rect x="${whole(x)}" y="${whole(y)}" width="${whole(length)}" height="5" rx="2" fill="#ffffff" opacity="0.5"/>`
  })
  return [`<rect y="410" width="960" height="230" fill="${colour}"/>`, ...lines]
}

const tracks = (random: () => number, colour: string): readonly string[] => {
  const x = 200 + random() * 400
  const path = `M${whole(x)},640 C${whole(x + 220)},560 ${whole(x - 160)},520 ${whole(x + 80)},450`
  return [`<path d="${path}" stroke="${colour}" stroke-width="7" fill="none"/>`]
}

function tent(random: () => number, colour: string): readonly string[] {
  const x = 250 + random() * 300
  const outside = `<polygon points="${whole(x)},560 ${whole(x + 160)},360 ${whole(x + 320)},560" fill="${colour}"/>`
  const door = `<polygon points="${whole(x + 110)},560 ${whole(x + 160)},430 ${whole(x + 210)},560" fill="#1b1b1b" opacity="0.75"/>`
  const stars = Array.from(
    { length: 14 },
    () => `<circle cx="${whole(random() * 960)}" cy="${whole(random() * 240)}" r="2" fill="#fff"/>`,
  )
  return [...stars, outside, door]
}

function pack(random: () => number, body: string, pocket: string, strap: string): readonly string[] {
  const x = 330 + random() * 80
  return [
    `<ellipse cx="480" cy="575" rx="260" ry="26" opacity="0.2"/>`,
    `<rect x="${whole(x)}" y="130" width="240" height="430" rx="90" fill="${body}"/>`,
    `<rect x="${whole(x + 35)}" y="${whole(330 + random() * 40)}" width="170" height="160" rx="28" fill="${pocket}"/>`,
    `<path d="M${whole(x + 60)},130 q60,-90 120,0" stroke="${strap}" stroke-width="18" fill="none"/>`,
    `<rect x="${whole(x + 20)}" y="270" width="200" height="16" rx="8" fill="${strap}"/>`,
  ]
}

function mark(random: () => number, colour: string, accent: string): readonly string[] {
  const peak = 170 + random() * 90
  const turn = whole(random() * 40 - 20)
  return [
    `<circle cx="480" cy="320" r="230" fill="none" stroke="${colour}" stroke-width="${whole(10 + random() * 18)}"/>`,
    `<polygon points="300,430 ${whole(430 + random() * 40)},${whole(peak)} 560,430" fill="${colour}"/>`,
    `<polygon points="430,430 560,${whole(peak + 80)} 670,430" fill="${accent}" transform="rotate(${turn} 560 400)"/>`,
  ]
}

const whole = (number: number): number => Math.round(number)

/** Numbers from 0 to 1 that look drawn by lot (mulberry32). */
function randomOf(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
