// data table: the files of the demo library, by folders
import type { UploadSettings } from '../../domain/library-records.ts'
import { demoNames } from './demo-file.ts'
import type { Scene } from './demo-pictures.ts'

/** One file of the demo library. */
export interface DemoFile {
  readonly cloudName: string
  readonly folder: string
  /** With its ending, which says in what form it is made. */
  readonly name: string
  readonly content: DemoContent
  readonly settings: UploadSettings
}

/** What is in a file of the demo. */
export type DemoContent =
  | { readonly type: 'picture'; readonly scene: Scene; readonly seed: number }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'pdf'; readonly title: string }
  | { readonly type: 'video'; readonly width: number; readonly height: number }

interface Series {
  readonly folder: string
  readonly scene: Scene
  readonly ending: 'jpg' | 'png' | 'webp' | 'svg'
  readonly names: readonly string[]
  readonly tags: string
  readonly settings?: UploadSettings
}

const series: readonly Series[] = [
  { folder: 'brand/logos', scene: 'mark', ending: 'svg', names: ['acme-mark', 'acme-mark-dark'], tags: 'brand,logo' },
  {
    folder: 'brand/logos',
    scene: 'mark',
    ending: 'png',
    names: ['acme-badge', 'acme-app-icon', 'acme-favicon', 'acme-stamp'],
    tags: 'brand,logo',
  },
  {
    folder: 'brand/logos/archive',
    scene: 'mark',
    ending: 'png',
    names: ['mark-2009', 'mark-2013', 'mark-2017', 'mark-2021'],
    tags: 'brand,logo,old',
    settings: { type: 'private' },
  },
  { folder: 'brand/guidelines', scene: 'mark', ending: 'png', names: ['clear-space', 'colour-use'], tags: 'brand' },
  {
    folder: 'campaigns/summer',
    scene: 'mountains',
    ending: 'jpg',
    names: ['hero', 'hero-wide', 'banner', 'newsletter', 'poster', 'teaser'],
    tags: 'summer,campaign',
    settings: { metadata: { campaign: 'summer', rights: ['web', 'print'] } },
  },
  {
    folder: 'campaigns/summer/hiking',
    scene: 'mountains',
    ending: 'jpg',
    names: ['ridge-walk', 'summit', 'valley', 'trail-marker', 'morning', 'crossing', 'lookout', 'descent'],
    tags: 'summer,hiking',
    settings: { metadata: { campaign: 'summer', photographer: 'Nora Lind' } },
  },
  {
    folder: 'campaigns/summer/paddling',
    scene: 'lake',
    ending: 'jpg',
    names: ['calm', 'portage', 'evening-lake', 'canoe', 'rapids', 'island', 'mist'],
    tags: 'summer,paddling',
    settings: { metadata: { campaign: 'summer', photographer: 'Ola Ruud' } },
  },
  {
    folder: 'campaigns/winter',
    scene: 'snow',
    ending: 'jpg',
    names: ['hero', 'banner', 'poster', 'teaser'],
    tags: 'winter,campaign',
    settings: {
      metadata: { campaign: 'winter' },
      access_control: [{ access_type: 'anonymous', start: '2030-11-01T00:00:00Z' }],
    },
  },
  {
    folder: 'campaigns/winter/skiing',
    scene: 'snow',
    ending: 'webp',
    names: ['first-tracks', 'hut', 'night-run', 'powder', 'lift', 'traverse'],
    tags: 'winter,skiing',
    settings: { metadata: { campaign: 'winter' }, moderation: 'manual' },
  },
  { folder: 'products/tents', scene: 'camp', ending: 'jpg', names: ['family', 'range', 'setup'], tags: 'product,tent' },
  {
    folder: 'products/tents/trail-series',
    scene: 'camp',
    ending: 'jpg',
    names: [
      'trail-1',
      'trail-1-fly',
      'trail-2',
      'trail-2-fly',
      'trail-2-inside',
      'trail-3',
      'trail-3-fly',
      'trail-3-packed',
    ],
    tags: 'product,tent,trail',
    settings: { context: { alt: 'A tent of the Trail series', sku: 'TR' } },
  },
  {
    folder: 'products/backpacks',
    scene: 'pack',
    ending: 'jpg',
    names: ['day-18', 'day-24', 'day-24-green', 'trek-45', 'trek-55', 'trek-65', 'commuter', 'kids-12'],
    tags: 'product,backpack',
    settings: { context: { alt: 'A backpack' } },
  },
]

const pictures: readonly DemoFile[] = series.flatMap(({ folder, scene, ending, names, tags, settings }, row) =>
  names.map((name, position) => ({
    cloudName: demoNames.cloudName,
    folder,
    name: `${name}.${ending}`,
    content: { type: 'picture', scene, seed: row * 20 + position + 1 },
    settings: { tags, ...settings },
  })),
)

const other = (folder: string, name: string, content: DemoContent, settings: UploadSettings = {}): DemoFile => ({
  cloudName: demoNames.cloudName,
  ...{ folder, name, content, settings },
})

const text = (content: string): DemoContent => ({ type: 'text', text: content })

const others: readonly DemoFile[] = [
  other(
    'brand/guidelines',
    'brand-book.pdf',
    { type: 'pdf', title: 'Acme Outdoor: brand book' },
    { tags: 'brand,document', backup: true },
  ),
  other(
    'brand/guidelines',
    'tone-of-voice.txt',
    text('Say it plainly. Say it once. Leave the path as you found it.\n'),
    { tags: 'brand,document' },
  ),
  other('brand/guidelines', 'colours.csv', text('name,hex\nPine,#2f5d50\nNight,#16302b\nSun,#f2a541\n'), {
    tags: 'brand,document',
  }),
  other('campaigns/summer', 'media-plan.csv', text('week,channel,budget\n22,web,4000\n24,print,9000\n26,web,6500\n'), {
    tags: 'summer,document',
    type: 'authenticated',
  }),
  other('campaigns/summer', 'spot.mp4', { type: 'video', width: 1920, height: 1080 }, { tags: 'summer,video' }),
  other(
    'campaigns/summer/hiking',
    'ridge-walk.mp4',
    { type: 'video', width: 1280, height: 720 },
    { tags: 'summer,hiking,video' },
  ),
  other(
    'campaigns/winter/skiing',
    'first-tracks.mp4',
    { type: 'video', width: 1080, height: 1920 },
    { tags: 'winter,skiing,video' },
  ),
  other(
    'products/tents/trail-series',
    'sizes.csv',
    text('model,people,grams\nTrail 1,1,980\nTrail 2,2,1420\nTrail 3,3,1890\n'),
    { tags: 'product,document' },
  ),
  other(
    'products/backpacks',
    'care.pdf',
    { type: 'pdf', title: 'Caring for your backpack' },
    { tags: 'product,document' },
  ),
]

const staging = 'acme-outdoor-staging'

/** Every file of the demo library. */
export const demoFiles: readonly DemoFile[] = [
  ...pictures,
  ...others,
  {
    cloudName: staging,
    folder: 'brand/logos',
    name: 'acme-mark.png',
    content: { type: 'picture', scene: 'mark', seed: 1 },
    settings: {},
  },
  {
    cloudName: staging,
    folder: 'sandbox',
    name: 'try-me.jpg',
    content: { type: 'picture', scene: 'lake', seed: 7 },
    settings: {},
  },
]
