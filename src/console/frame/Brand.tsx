import { Group, Text } from '@mantine/core'

/** The mark and the name. */
export function Brand({ size = 24 }: { readonly size?: number }) {
  return (
    <Group gap={9} wrap="nowrap">
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#2b4acb" />
        <path
          d="M9 9.500h9a4.500 4.500 0 0 1 0 9H9m6.500 0 6.500 5"
          fill="none"
          stroke="#fff"
          strokeWidth="3"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="9" cy="23" r="2" fill="#7ee0c3" />
      </svg>
      <Text fw={680} size={size > 28 ? 'xl' : 'lg'} style={{ letterSpacing: '-0.02em' }}>
        Rolecall
      </Text>
    </Group>
  )
}
