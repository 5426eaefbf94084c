import { ActionIcon, Box, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import type { CSSProperties } from 'react'
import { useSay } from '../language/messages.ts'
import { piecesOf, type CedarKind } from './cedar-pieces.ts'
import { Icon } from './icons.tsx'
import { partMessages } from './messages.ts'

/** Shows a Cedar statement with its words told apart by colour; it can be copied as it is. */
export function CedarText({ statement, hasCopy = true }: { readonly statement: string; readonly hasCopy?: boolean }) {
  const { copied, copy } = useClipboard({ timeout: 1500 })
  const say = useSay(partMessages)
  return (
    <Box pos="relative" className="console-sheet" style={{ background: 'var(--console-ground)' }}>
      <Box component="pre" m={0} p="sm" pr={hasCopy ? 40 : 'sm'} tabIndex={0} style={statementStyle}>
        {piecesOf(statement).map(({ text, kind }, position) => (
          <span key={position} style={styleByKind[kind]}>
            {text}
          </span>
        ))}
      </Box>
      {hasCopy && (
        <Tooltip label={say(copied ? 'copied' : 'copyStatement')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            pos="absolute"
            top={6}
            right={6}
            aria-label={say('copyStatement')}
            onClick={() => copy(statement)}
          >
            <Icon name={copied ? 'tick' : 'copy'} size={16} />
          </ActionIcon>
        </Tooltip>
      )}
    </Box>
  )
}

/** Long names of entities break anywhere: a statement is read whole, without moving it sideways. */
const statementStyle: CSSProperties = {
  ...{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  ...{ fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12, lineHeight: 1.6 },
}

const styleByKind: Readonly<Record<CedarKind, CSSProperties>> = {
  word: { color: 'var(--cedar-word)', fontWeight: 600 },
  text: { color: 'var(--cedar-text)' },
  entity: { color: 'var(--cedar-entity)' },
  place: { color: 'var(--cedar-place)', fontWeight: 600 },
  plain: {},
}
