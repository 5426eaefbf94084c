// data table: the lines of every icon, drawn for this console on a grid of 24
import type { CSSProperties } from 'react'

const lines = {
  roles: 'M12 3l7 3v5c0 4.6-2.9 8.2-7 10-4.1-1.8-7-5.4-7-10V6zM9 12l2.2 2.2L15.5 10',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5',
  users:
    'M9.5 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M3 19.5c.7-3.2 3.2-5 6.5-5s5.800 1.800 6.500 5M15.500 4.800a3.500 3.500 0 0 1 0 6.400M17.500 14.900c1.900.8 3.100 2.400 3.500 4.600',
  group:
    'M12 9.500a2.800 2.800 0 1 0 0-5.600 2.800 2.800 0 0 0 0 5.600M5.500 19.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5M18.500 19.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5M10.500 9.500l-3.500 5.200M13.500 9.500l3.500 5.200M8 17h8',
  key: 'M8 16.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9M12.500 12H21.500M21.500 12v4M17 12v3',
  folder: 'M3.500 7a2 2 0 0 1 2-2h4l2 2.500h7a2 2 0 0 1 2 2V17a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2z',
  collection: 'M4 8.500h16v10a1.500 1.500 0 0 1-1.500 1.500h-13A1.500 1.500 0 0 1 4 18.500zM6 5.500h12M8 3h8',
  account:
    'M5 21V5a1.500 1.500 0 0 1 1.500-1.500h7A1.500 1.500 0 0 1 15 5v16M15 10h3.500A1.500 1.500 0 0 1 20 11.500V21M3 21h18M8.500 8h3M8.500 12h3M8.500 16h3',
  environment: 'M12 3l8 4.500v9L12 21l-8-4.500v-9zM4 7.500l8 4.500 8-4.500M12 12v9',
  settings:
    'M4 7h9M17 7h3M15 9.200a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400M4 17h3M11 17h9M9 19.200a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400',
  log: 'M12 7v5l3.500 2M12 21a9 9 0 1 0-8.500-6M3.500 20v-5h5',
  search: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13M15.500 15.500L20 20',
  plus: 'M12 5v14M5 12h14',
  dots: 'M12 5.500v.01M12 12v.01M12 18.500v.01',
  eye: 'M2.500 12C4.500 7.800 8 5.700 12 5.700s7.500 2.100 9.500 6.300c-2 4.200-5.500 6.300-9.500 6.300S4.500 16.200 2.500 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6',
  edit: 'M4 20h4L19 9a2.800 2.800 0 0 0-4-4L4 16zM13.500 6.500l4 4',
  copy: 'M9 9h9.500A1.500 1.500 0 0 1 20 10.500v8a1.500 1.500 0 0 1-1.500 1.500h-8A1.500 1.500 0 0 1 9 18.500zM5.500 15A1.500 1.500 0 0 1 4 13.500v-8A1.500 1.500 0 0 1 5.500 4h8A1.500 1.500 0 0 1 15 5.500',
  bin: 'M4.500 7h15M9.500 7V4.500h5V7M6.500 7l1 13h9l1-13M10 11v5M14 11v5',
  lock: 'M6.500 11h11a1.500 1.500 0 0 1 1.500 1.500v6a1.500 1.500 0 0 1-1.500 1.500h-11A1.500 1.500 0 0 1 5 18.500v-6A1.500 1.500 0 0 1 6.500 11M8 11V8a4 4 0 0 1 8 0v3',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 11v5M12 8v.01',
  tree: 'M5 4v14a2 2 0 0 0 2 2h3M5 10h5M13 7.500h6v5h-6zM13 17h6v4.500h-6z',
  warning: 'M12 4L2.800 19.500h18.400zM12 10v4.500M12 17v.01',
  tick: 'M5 12.500l4.500 4.500L19 7.500',
  cross: 'M6 6l12 12M18 6L6 18',
  down: 'M6 9.500l6 6 6-6',
  right: 'M9.500 6l6 6-6 6',
  sun: 'M12 16.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9M12 2.500V4M12 20v1.500M2.500 12H4M20 12h1.500M5.300 5.300l1 1M17.700 17.700l1 1M5.300 18.700l1-1M17.700 6.300l1-1',
  moon: 'M20 14.500A8.500 8.500 0 1 1 9.500 4a7 7 0 0 0 10.500 10.500z',
  screen: 'M4 5h16v11H4zM9 20h6M12 16v4',
  out: 'M14 4.500H6.500A1.500 1.500 0 0 0 5 6v12a1.500 1.500 0 0 0 1.500 1.500H14M10 12h10.500M17 8.500l3.500 3.500-3.500 3.500',
  filter: 'M4 6h16M7 12h10M10 18h4',
  mail: 'M4 6h16v12H4zM4 7l8 6 8-6',
  shield: 'M12 3l7 3v5c0 4.600-2.900 8.200-7 10-4.100-1.800-7-5.400-7-10V6z',
} as const

/** The names of the icons. */
export type IconName = keyof typeof lines

/** What an icon is drawn with. */
export interface IconProps {
  readonly name: IconName
  /** In pixels; 18 unless given. */
  readonly size?: number
  readonly style?: CSSProperties
}

/** Draws an icon; it says nothing to screen readers, as a label always stands beside it. */
export function Icon({ name, size = 18, style }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'dots' ? 2.6 : 1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flexShrink: 0, ...style }}
    >
      <path d={lines[name]} />
    </svg>
  )
}
