import { principal, type Principal } from '../../domain/principal.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Effect } from '../../engine/answers/what-if.ts'
import type { Reader } from '../../store/store.ts'
import type { Deed } from '../operation.ts'
import { placeNamer, type NamedPlace } from './name-places.ts'

/** What somebody would come to hold, and no longer hold, in one place. */
export interface ShownEffect extends Omit<Effect, 'place'> {
  readonly place: NamedPlace
}

/** One principal for whom something changes. */
export interface AffectedPrincipal {
  readonly principal: Principal
  readonly name: string
  /** The groups through which it has the role; empty when it has the role itself. */
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  readonly effects: readonly ShownEffect[]
}

/** How many principals of a kind gain something, and how many lose something. */
export interface EffectCount {
  readonly type: Principal['type']
  readonly gaining: number
  readonly losing: number
}

/** Who gains and loses what by a change. */
export interface Affected {
  /** Only kinds of which some gain or lose something. */
  readonly counts: readonly EffectCount[]
  /** Every place where somebody gains or loses something. */
  readonly places: readonly NamedPlace[]
  /** The first ones, see {@link mostShown}. */
  readonly principals: readonly AffectedPrincipal[]
  /** How many more there are. */
  readonly more: number
  /** False: so many may be reached that only the first {@link mostAsked} of them were looked at. */
  readonly isComplete: boolean
}

type WhatIf = Parameters<Engine['findEffects']>[0]

/** How many principals are shown one by one. */
const mostShown = 100
/** How many principals are asked about. */
const mostAsked = 20_000
/** How many are asked about before others get their turn. */
const atOnce = 200

/** A principal that a change may reach. */
export interface Affectable {
  readonly principal: Principal
  /** Ids of the groups that it has the role through, until it has the role itself. */
  readonly groupIds: Set<string>
  isItself: boolean
}

/** Finds out what a change would really give and take; nobody gains or loses what they hold by another way. */
export async function findAffected(
  change: WhatIf,
  reached: readonly Affectable[],
  deed: Deed<Reader>,
): Promise<Affected> {
  const asked = reached.slice(0, mostAsked)
  const found = await effectsOf(change, asked, deed)
  const namePlace = placeNamer(deed)
  return {
    counts: countsOf(found),
    places: await namePlaces(found, namePlace),
    principals: await Promise.all(found.slice(0, mostShown).map((one) => show(one, namePlace, deed))),
    more: Math.max(found.length - mostShown, 0),
    isComplete: asked.length === reached.length,
  }
}

/** The users of a group; nobody, of another principal. */
export function* membersOf(group: Principal, { engine }: Deed<Reader>): Iterable<Principal> {
  if (group.type !== 'group') return
  for (const { principal: member } of engine.snapshot.holders.find(group)?.members ?? []) yield member
}

interface Reached extends Affectable {
  readonly effects: readonly Effect[]
}

/** Many take long: between parts of them others are served. Each part is decided on whatever is newest then. */
async function effectsOf(
  change: WhatIf,
  holders: readonly Affectable[],
  { engine, at }: Deed<Reader>,
): Promise<readonly Reached[]> {
  const affected: Reached[] = []
  for (let start = 0; start < holders.length; start += atOnce) {
    if (start > 0) await new Promise((go) => setImmediate(go))
    const part = holders.slice(start, start + atOnce)
    const found = engine.findEffects(change, { principals: part.map((holder) => holder.principal), at })
    for (const [position, effects] of found.entries()) {
      const holder = part[position]
      if (holder !== undefined && effects.length > 0) affected.push({ ...holder, effects })
    }
  }
  return affected
}

function countsOf(affected: readonly Reached[]): readonly EffectCount[] {
  return [...Map.groupBy(affected, (one) => one.principal.type)].map(([type, all]) => ({
    type,
    gaining: all.filter(({ effects }) => effects.some(({ gained }) => gained.length > 0)).length,
    losing: all.filter(({ effects }) => effects.some(({ lost }) => lost.length > 0)).length,
  }))
}

type NamePlace = ReturnType<typeof placeNamer>

async function namePlaces(affected: readonly Reached[], namePlace: NamePlace): Promise<readonly NamedPlace[]> {
  const places = affected.flatMap(({ effects }) => effects.map(({ place }) => place))
  const distinct = [...new Map(places.map((place) => [JSON.stringify(place), place])).values()]
  return Promise.all(distinct.map(namePlace))
}

async function show(
  { principal: one, groupIds, isItself, effects }: Reached,
  namePlace: NamePlace,
  deed: Deed<Reader>,
): Promise<AffectedPrincipal> {
  const groups = isItself ? [] : [...groupIds].map((id) => principal('group', id))
  return {
    principal: one,
    name: await nameOf(one, deed),
    groups: await Promise.all(groups.map(async (group) => ({ id: group.id, name: await nameOf(group, deed) }))),
    effects: await Promise.all(effects.map(async (effect) => ({ ...effect, place: await namePlace(effect.place) }))),
  }
}

async function nameOf(one: Principal, { store, caller: { accountId } }: Deed<Reader>): Promise<string> {
  return (await findNamed(one, store, accountId))?.name ?? one.id
}

function findNamed(
  one: Principal,
  store: Reader,
  accountId: Deed<Reader>['caller']['accountId'],
): Promise<{ readonly name: string } | undefined> {
  switch (one.type) {
    case 'user':
      return store.find('user', { accountId, id: one.id })
    case 'group':
      return store.find('group', { accountId, id: one.id })
    case 'api_key':
      return store.find('api_key', { accountId, id: one.id })
    case 'account_key':
      return store.find('account_key', { accountId, id: one.id })
  }
}
