import type { Page } from 'playwright-core'

/** Who looks: the one who may do everything, one who may do little, or nobody who is signed in. */
export type Viewer = 'master' | 'member' | 'visitor'

/** The people of the demo account behind each viewer. */
export const viewers = {
  master: 'ada@acme-outdoor.example',
  member: 'emi@acme-outdoor.example',
  visitor: null,
} as const satisfies Record<Viewer, string | null>

/** One screen in one state: a picture is made of it, and it is tried for accessibility in both themes. */
export interface ShownScreen {
  /** The name of its pictures. */
  readonly name: string
  readonly path: string
  readonly viewer: Viewer
  /** Brings it into the state that is shown; else it is ready when its heading is there. */
  readonly prepare?: (page: Page) => Promise<void>
}
