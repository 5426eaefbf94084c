import { Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { Brand } from '../frame/Brand.tsx'
import { useSay } from '../language/messages.ts'
import { signInMessages } from './messages.ts'
import classes from './VisitorFrame.module.css'

/** The frame of every page before the sign-in: what this is at the one side, one form at the other. */
export function VisitorFrame({
  title,
  text,
  children,
}: {
  readonly title: string
  readonly text?: string
  readonly children: ReactNode
}) {
  useDocumentTitle(`${title} · Rolecall`)
  const say = useSay(signInMessages)
  return (
    <div className={classes.frame}>
      <aside className={classes.side} aria-label="Rolecall">
        <div className={classes.sideText}>
          <p className={classes.tagline}>{say('tagline')}</p>
          <p>{say('taglineText')}</p>
        </div>
        <Picture />
      </aside>
      <main className={classes.main}>
        <Stack gap="lg" w="100%" maw={360}>
          <Brand size={34} />
          <div>
            <Title order={1}>{title}</Title>
            {text !== undefined && (
              <Text size="sm" className="console-quiet" mt={4}>
                {text}
              </Text>
            )}
          </div>
          {children}
        </Stack>
      </main>
    </div>
  )
}

/** People at the left, folders at the right, and the lines between them that are permitted. */
function Picture() {
  const left = [60, 130, 200, 270]
  const right = [40, 100, 165, 230, 290]
  const links = [
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 2],
    [2, 2],
    [2, 4],
    [3, 3],
  ] as const
  return (
    <svg viewBox="0 0 420 330" className={classes.picture} aria-hidden="true">
      {links.map(([from, to]) => (
        <path
          key={`${from} ${to}`}
          d={`M92 ${left[from] ?? 0}C210 ${left[from] ?? 0} 210 ${right[to] ?? 0} 326 ${right[to] ?? 0}`}
          className={classes.line}
        />
      ))}
      {left.map((y) => (
        <g key={y} transform={`translate(70 ${y})`}>
          <circle r="20" className={classes.node} />
          <circle cy="-4" r="5.500" className={classes.glyph} />
          <path d="M-9 10c1.500-5 5-7 9-7s7.500 2 9 7" className={classes.glyph} />
        </g>
      ))}
      {right.map((y) => (
        <g key={y} transform={`translate(350 ${y})`}>
          <rect x="-24" y="-18" width="48" height="36" rx="8" className={classes.node} />
          <path d="M-11 -6h7l3 4h12v9h-22z" className={classes.glyph} />
        </g>
      ))}
    </svg>
  )
}
