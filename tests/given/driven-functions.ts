// Which functions of the official clients this process drove, and to success.

/** Whose functions they are. */
export type DrivenClient = 'classic' | 'typed' | 'mcp'

const driven: Readonly<Record<DrivenClient, Set<string>>> = { classic: new Set(), typed: new Set(), mcp: new Set() }

/** Notes a function that did what it was asked for. */
export const noteDriven = (client: DrivenClient, name: string): void => {
  driven[client].add(name)
}

/** The functions of a client that were driven to success so far. */
export const listDriven = (client: DrivenClient): ReadonlySet<string> => driven[client]

/**
 * The same functions, each noted by its name and that of its group when it succeeds: when what it gives isn't a promise, or
 * once the promise is kept.
 */
export function noting<Group extends object>(client: DrivenClient, group: string, functions: Group): Group {
  return new Proxy(functions, {
    get: (target, name) => {
      const found: unknown = Reflect.get(target, name, target)
      if (typeof found !== 'function' || typeof name !== 'string') return found
      return (...parameters: readonly unknown[]): unknown => {
        const given: unknown = Reflect.apply(found, target, parameters)
        if (given instanceof Promise)
          void given.then(
            () => noteDriven(client, `${group}.${name}`),
            () => undefined,
          )
        else noteDriven(client, `${group}.${name}`)
        return given
      }
    },
  })
}
