import type { Page } from 'playwright-core'

/** Who looks: the one who may do everything, one who may do little, or nobody who is signed in. */
export type Viewer = 'master' | 'member' | 'visitor'

/** The people of the demo account behind each viewer. */
export const viewers = {
  master: 'ada@acme-outdoor.example',
  member: 'emi@acme-outdoor.example',
  visitor: null,
} as const satisfies Record<Viewer, string | null>

/** What the network does to calls: they are not answered yet, they fail, or this is the answer. */
export type NetworkFate = 'slow' | 'broken' | object

/** One screen in one state: a picture is made of it, and it is tried for accessibility in both themes, wide and narrow. */
export interface ShownScreen {
  /** The name of its pictures. */
  readonly name: string
  readonly path: string
  readonly viewer: Viewer
  /** Brings it into the state that is shown; else it is ready when its heading is there. */
  readonly prepare?: (page: Page) => Promise<void>
  /** What becomes of calls, by the id of their endpoint. */
  readonly network?: Readonly<Record<string, NetworkFate>>
  /** The account that is looked at: the demo, or one in which every name is as long as names get; the demo unless given. */
  readonly account?: 'demo' | 'long'
}

/** The state of a screen when there is nothing, when it waits, when it fails, or when it is denied: two pictures suffice. */
export const isPlainState = ({ name }: ShownScreen): boolean =>
  name !== 'principal-denied' && /-(?:empty|loading|failed|denied|long)$/.test(name)
