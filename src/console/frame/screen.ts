import type { ComponentType } from 'react'
import type { IconName } from '../parts/icons.tsx'

/** Where a screen's content counts: the account as a whole, the environment that is chosen, or oneself. */
export type ScreenScope = 'account' | 'environment' | 'own'

/** Something that the command palette leads to. */
export interface PaletteItem {
  readonly id: string
  readonly label: string
  /** Beside the label, quieter: what kind of thing it is. */
  readonly hint: string
  readonly icon: IconName
  /** An address of the console. */
  readonly to: string
}

/** Finds what a text may mean; few at once, the best first. An error counts as nothing found. */
export type PaletteProvider = (text: string) => Promise<readonly PaletteItem[]>

/** One screen of the console: its address, its place in the navigation, and what the palette finds by it. */
export interface Screen {
  /** Such as `/roles` or `/users/$userId`. */
  readonly path: string
  readonly scope: ScreenScope
  readonly icon: IconName
  /** Says its name; called while drawing, so that the language may change. */
  readonly useLabel: () => string
  /** Loads the page when it is first gone to. */
  readonly load: () => Promise<ComponentType>
  /** False: the navigation doesn't list it, as the page of one user. */
  readonly isListed?: boolean
  readonly palette?: PaletteProvider
}
