import { createTheme, type BadgeProps, type MantineColorsTuple, type MantineTheme } from '@mantine/core'
import type { FocusEvent } from 'react'

/** The one colour that asks to be pressed. */
const ink: MantineColorsTuple = [
  ...(['#eef2ff', '#dde5fd', '#bccbf9', '#97aef5', '#7491f0'] as const),
  ...(['#5a7bec', '#4466e2', '#3554d1', '#2b46b6', '#213792'] as const),
]

/** Greys with a touch of blue: most of the console is made of them. */
const gray: MantineColorsTuple = [
  ...(['#f7f8fa', '#eff1f5', '#e3e6ec', '#d2d7e0', '#b3bac7'] as const),
  ...(['#8b94a5', '#656e80', '#4a5263', '#323947', '#1d222d'] as const),
]

/** The dark scheme: nearly black, so that tables stay calm at night. */
const dark: MantineColorsTuple = [
  ...(['#d7dbe4', '#b6bdca', '#98a0b0', '#6a7282', '#3d4452'] as const),
  ...(['#2d333f', '#222731', '#191d25', '#13161d', '#0d0f14'] as const),
]

/** How the console looks: dense, quiet, one accent. Shades are chosen so that text on colour keeps AA contrast. */
export const theme = createTheme({
  colors: { ink, gray, dark },
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 7 },
  fontFamily: '"Inter", "Segoe UI", system-ui, -apple-system, "Open Sans", "Helvetica Neue", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Code", "Roboto Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontWeight: '620',
    sizes: { h1: { fontSize: '1.375rem', lineHeight: '1.3' }, h2: { fontSize: '1.0625rem' } },
  },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  black: '#1d222d',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: {
      defaultProps: { size: 'sm', checkIconPosition: 'right', withScrollArea: false, onFocus: selectWhatIsThere },
      // The list itself scrolls: it is what the keyboard goes through.
      styles: { options: { maxHeight: 320, overflowY: 'auto' } },
    },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250, multiline: true, maw: 320 } },
    Drawer: { defaultProps: { position: 'right', size: 'lg', overlayProps: { backgroundOpacity: 0.35 } } },
    Modal: {
      defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.35 } },
      styles: { title: { fontWeight: 620, lineHeight: 1.35, overflowWrap: 'anywhere' } },
    },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end', withInitialFocusPlaceholder: false } },
    Badge: {
      defaultProps: { radius: 'sm', variant: 'light', tt: 'none', fw: 500, fz: 11.5 },
      vars: (_theme: MantineTheme, { variant, color }: BadgeProps) => ({ root: badgeColors(variant, color) }),
    },
    Tabs: { defaultProps: { classNames: { list: 'console-tabs' } } },
  },
})

/** What is typed takes the place of the choice that stands in the field. */
function selectWhatIsThere({ currentTarget }: FocusEvent<HTMLInputElement>): void {
  if (!currentTarget.readOnly) currentTarget.select()
}

/** Quieter than the library's own, and with the contrast that small text needs. */
function badgeColors(variant: string | undefined, color: string | undefined): Record<string, string> {
  if (variant !== 'light' || color === undefined) return {}
  const shade = (number: number): string => `var(--mantine-color-${color}-${number})`
  return {
    '--badge-color': `light-dark(color-mix(in srgb, ${shade(9)} 70%, black), ${shade(2)})`,
    '--badge-bg': `light-dark(${shade(color === 'gray' ? 1 : 0)}, color-mix(in srgb, ${shade(8)} 35%, transparent))`,
  }
}
