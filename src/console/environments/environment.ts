import type { CallReply } from '../../api/client.ts'

/** An environment as the list shows it. */
export type ShownEnvironment = CallReply<'searchEnvironments'>['environments'][number]

/** The endpoints whose answers a change of environments changes. */
export const environmentsChange = ['searchEnvironments', 'getLibrarySettings', 'listApiKeys', 'listChanges'] as const

/** One custom attribute in a form. */
export interface Attribute {
  /** Tells rows apart while they are edited. */
  readonly key: number
  readonly name: string
  readonly value: string
}

/** Makes the rows of a form. */
export const attributesOf = ({ custom_attributes }: Pick<ShownEnvironment, 'custom_attributes'>): Attribute[] =>
  Object.entries(custom_attributes).map(([name, value], key) => ({ key, name, value }))

/** Makes what is sent: the rows that have a name; null takes all of them away. */
export function toCustomAttributes(attributes: readonly Attribute[]): Record<string, string> | null {
  const named = attributes.filter(({ name }) => name.trim() !== '')
  return named.length === 0 ? null : Object.fromEntries(named.map(({ name, value }) => [name.trim(), value]))
}
