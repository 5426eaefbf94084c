import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { readProblem } from '../calls/problem.ts'
import type { Intent } from '../calls/preview.ts'
import { isUnreachable } from '../calls/reach.ts'
import { call } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { folderPath } from '../folders/address.ts'
import { principalPath } from '../people/address.ts'
import { folderExpression } from '../people/folder-expression.ts'
import { useEnvironment, type OpenEnvironment } from './environment.ts'
import { frameMessages } from './messages.ts'
import { usePaletteActions } from './palette-actions.ts'
import type { PaletteItem, PaletteProvider, Screen } from './screen.ts'

/** What the palette leads to, and what happens besides. */
export interface FoundItem extends PaletteItem {
  /** The call that it begins; absent for what is only gone to. */
  readonly intent?: Intent
  readonly onGo?: () => void
}

/** What a text finds. */
export interface FoundItems {
  readonly items: readonly FoundItem[]
  /** More may come. */
  readonly isBusy: boolean
  /** Something could not be looked for; what somebody may not see doesn't count. */
  readonly hasFailed: boolean
}

const mostShown = 40
const mostEnvironments = 5
const mostKeys = 6
const mostFolders = 6
/** In so many environments folders are looked for: the chosen one, then the first of the others. */
const mostLookedIn = 6

/** Pages, actions and environments by their names, at once; then what the server finds for the screens. */
export function usePaletteItems(text: string, screens: readonly Screen[]): FoundItems {
  const pages = usePages(screens).filter(called(text))
  const actions = usePaletteActions().filter(called(text))
  const environments = useEnvironmentItems().filter(called(text)).slice(0, mostEnvironments)
  const asked = useAsked(text.trim(), screens)
  if (text.trim() === '') return { items: [...pages, ...actions], isBusy: false, hasFailed: false }
  const here: readonly FoundItem[] = [...pages, ...environments]
  const items = [...here, ...asked.items.filter(({ id }) => here.every((one) => one.id !== id)), ...actions]
  return { ...asked, items: items.slice(0, mostShown) }
}

/** Tells of each item whether what is typed stands in what it is called. */
const called =
  (text: string) =>
  ({ label, hint }: PaletteItem): boolean =>
    `${label} ${hint}`.toLowerCase().includes(text.trim().toLowerCase())

function usePages(screens: readonly Screen[]): readonly PaletteItem[] {
  const say = useSay(frameMessages)
  return screens
    .filter(({ isListed }) => isListed !== false)
    .map((screen) => {
      const label = screen.useLabel()
      return { id: `page ${screen.path}`, label, hint: say('pages'), icon: screen.icon, to: screen.path }
    })
}

/** The environments that are open; going to one chooses it. */
function useEnvironmentItems(): readonly FoundItem[] {
  const { all, choose } = useEnvironment()
  const say = useSay(frameMessages)
  return all.map(({ id, name, cloud_name }) => ({
    id: `open environment ${id}`,
    label: name,
    hint: `${cloud_name} · ${say('switchTo')}`,
    icon: 'environment',
    to: '/api-keys',
    onGo: () => choose(id),
  }))
}

/** What the server finds. Whoever may not see a kind of thing finds none of it. */
function useAsked(text: string, screens: readonly Screen[]): FoundItems {
  const [sought] = useDebouncedValue(text, 200)
  const { all, chosen } = useEnvironment()
  const say = useSay(frameMessages)
  const others = all.filter(({ id }) => id !== chosen?.id)
  const lookedIn = (chosen === null ? others : [chosen, ...others]).slice(0, mostLookedIn)
  const providers = screens.flatMap(({ palette }) => (palette === undefined ? [] : [palette]))
  const inEnvironments = lookedIn.map((one) => foldersOf(one, say('folderIn', { environment: one.name })))
  const keys = keysOf((id) => {
    const environment = all.find((one) => one.id === id)?.name
    return environment === undefined ? say('apiKey') : say('apiKeyIn', { environment })
  })
  const { data, isFetching, isPlaceholderData } = useQuery({
    queryKey: ['palette', sought, chosen?.id],
    enabled: sought.length > 0,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const answers = await Promise.all([...providers, keys, ...inEnvironments].map((find) => askedOf(find, sought)))
      return { items: answers.flatMap(({ items }) => items), hasFailed: answers.some((one) => one.hasFailed) }
    },
  })
  const isOld = isPlaceholderData || sought !== text
  const found = data?.items ?? []
  return {
    // What was found for other words stays until the answer is here, so far as it is called what is typed by now.
    items: isOld ? found.filter(called(text)) : found,
    hasFailed: data?.hasFailed ?? false,
    isBusy: isFetching || sought !== text,
  }
}

async function askedOf(find: PaletteProvider, sought: string): Promise<Pick<FoundItems, 'items' | 'hasFailed'>> {
  try {
    return { items: await find(sought), hasFailed: false }
  } catch (error) {
    return { items: [], hasFailed: isUnreachable(readProblem(error).status) }
  }
}

/** Finds the keys of any environment by name, purpose and key. */
const keysOf =
  (hintOf: (environmentId: string) => string): PaletteProvider =>
  async (text) => {
    const { keys } = await call('listApiKeys', { text, page_size: mostKeys })
    return keys.map(({ name, key, environment }) => ({
      id: `api key ${key}`,
      label: name,
      hint: hintOf(environment),
      icon: 'key',
      to: principalPath('apiKey', key),
    }))
  }

/** Finds the folders of an environment that one may see, by name and path. */
const foldersOf =
  ({ id, cloud_name }: OpenEnvironment, hint: string): PaletteProvider =>
  async (text) => {
    const expression = folderExpression(text)
    if (expression === '') return []
    const { folders } = await call('searchFolders', { cloud_name, expression, max_results: mostFolders })
    return folders.map(({ external_id, path }) => ({
      id: `folder ${id} ${external_id}`,
      label: path,
      hint,
      icon: 'folder',
      to: folderPath(id, external_id),
    }))
  }
