import type { Contestant } from '../measure.ts'
import type { Library } from '../workload/library.ts'
import type { WorkloadQuestion } from '../workload/question.ts'
import { drawQuestions } from '../workload/questions.ts'
import { casbin } from './casbin.ts'
import { casl } from './casl.ts'
import { cedar } from './cedar.ts'
import { lookUps } from './look-ups.ts'
import { rolecall, rolecallByRolesAlone, rolecallExplaining, rolecallParsed } from './rolecall.ts'

/** The sizes that decisions are measured at. */
export type DecisionsSize = 'small' | 'large'

/** What a contender is made from. */
export interface Terms {
  readonly library: Library
  /** Requests that are asked in every round. */
  readonly steady: Pick<Contestant, 'asks' | 'questionsOf' | 'isSteady'>
  /** Some of them, again and again: what peers do best that keep all of a user at hand. */
  readonly hot: Pick<Contestant, 'asks' | 'questionsOf' | 'isSteady'>
  /** Requests that are asked once, `asks` of them. */
  readonly once: (asks: number) => Pick<Contestant, 'asks' | 'questionsOf'>
}

/** All that decide, and what they are compared with, in the order of the report. */
export const contenders: readonly {
  readonly key: string
  readonly name: string
  /** Those of one process don't disturb each other: they run other code, or the same on the same objects. */
  readonly process: string
  readonly isPeer?: true
  readonly make: (name: string, terms: Terms) => Contestant | Promise<Contestant>
}[] = [
  {
    ...{ key: 'rolecall', process: 'rolecall', name: 'rolecall' },
    make: (name, { library, steady }) => rolecall({ name, ...steady }, library.engine),
  },
  {
    ...{ key: 'explaining', process: 'explaining', name: 'rolecall, explaining' },
    make: (name, { library, steady }) => rolecallExplaining({ name, ...steady }, library.engine),
  },
  {
    ...{ key: 'limit', process: 'look-ups', name: 'limit: look-ups of the ids alone' },
    make: (name, { library, steady }) => lookUps({ name, ...steady }, library.world),
  },
  {
    ...{ key: 'once', process: 'explaining', name: 'rolecall, each request asked once' },
    make: (name, { library, once }) => rolecall({ name, ...once(20_000) }, library.engine),
  },
  {
    ...{ key: 'limit-once', process: 'look-ups', name: 'limit: look-ups of the ids alone, once' },
    make: (name, { library, once }) => lookUps({ name, ...once(20_000) }, library.world),
  },
  {
    ...{ key: 'cedar-principal', process: 'cedar', name: 'cedar-wasm, a pre-parsed set per principal' },
    make: (name, { library, once }) => cedar({ name, ...once(100) }, library.world, 'principal'),
  },
  {
    ...{ key: 'cedar-question', process: 'cedar', name: 'cedar-wasm, sets by principal, action and type' },
    make: (name, { library, once }) => cedar({ name, ...once(200) }, library.world, 'question'),
  },
  {
    ...{ key: 'parsed', process: 'by roles', name: 'rolecall, no custom policies, names looked up' },
    make: (name, { library, hot }) => rolecallParsed({ name, ...hot }, library.engine, library.world),
  },
  {
    ...{ key: 'by-roles', process: 'by roles', name: 'rolecall, no custom policies, requests' },
    make: (name, { library, hot }) => rolecallByRolesAlone({ name, ...hot }, library.engine, library.world),
  },
  {
    ...{ key: 'casl', process: 'peers', name: 'CASL, cached abilities and resources', isPeer: true },
    make: (name, { library, hot }) => casl({ name, ...hot, asks: 10_000 }, library.world),
  },
  {
    ...{ key: 'casbin', process: 'peers', name: 'casbin, roles in domains', isPeer: true },
    make: (name, { library, once }) => casbin({ name, ...once(60) }, library.world),
  },
]

const hotQuestions = 1250

/** The questions of a size; each list is drawn when it is first asked for. */
export function termsOf(library: Library, size: DecisionsSize): Terms {
  const asks = size === 'small' ? 20_000 : 60_000
  const repeated = (count: number, part: string): Pick<Contestant, 'questionsOf' | 'isSteady'> => {
    let drawn: readonly WorkloadQuestion[] | null = null
    return { isSteady: true, questionsOf: () => (drawn ??= drawQuestions(library.world, count, part)) }
  }
  return {
    library,
    steady: { asks, ...repeated(asks, 'steady') },
    hot: { asks: 25_000, ...repeated(hotQuestions, 'hot') },
    once: (count) => ({ asks: count, questionsOf: (round) => drawQuestions(library.world, count, `round ${round}`) }),
  }
}
