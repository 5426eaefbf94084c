import type { AuthorizationRequest, GateName } from '../../domain/decision.ts'
import type { Holder } from '../snapshot/holders.ts'
import type { GatePath } from './gates.ts'
import type { Question } from './question.ts'

/**
 * A request with the numbers that its names stand for: for a caller that asks the same again. It is never stale: whatever
 * changes in the engine makes that the names are looked up again.
 */
export class ParsedRequest {
  readonly request: AuthorizationRequest
  /** The state of the snapshot that the rest was read from; null before the first time. */
  #state: object | null = null
  #stop: GateName | null = null
  #holder: Holder | null = null
  #path: GatePath = 0
  #environment = 0
  #action = 0
  #slot = 0
  #chain: Int32Array = noFolders
  #placeBits = 0
  #collection = 0

  constructor(request: AuthorizationRequest) {
    this.request = request
  }

  /** Makes a question say what this request asks. @returns the gate that stopped it, or null */
  putInto(question: Question): GateName | null {
    if (this.#state !== question.snapshot.state || this.#holder === null) return this.#readWith(question)
    question.request = this.request
    question.holder = this.#holder
    question.path = this.#path
    question.environment = this.#environment
    question.action = this.#action
    question.slot = this.#slot
    question.placeBits = this.#placeBits
    question.collection = this.#collection
    const chain = this.#chain
    for (let position = 0; position < chain.length; position++) question.chain[position] = chain[position] ?? 0
    question.chainLength = chain.length
    return this.#stop
  }

  #readWith(question: Question): GateName | null {
    const stop = question.read(this.request)
    this.#state = question.snapshot.state
    this.#stop = stop
    // Who isn't let in is looked up every time: there is no holder to keep.
    this.#holder = stop === 'principal_active' ? null : question.holder
    this.#path = question.path
    this.#environment = question.environment
    this.#action = question.action
    this.#slot = question.slot
    this.#chain = question.chain.slice(0, question.chainLength)
    this.#placeBits = question.placeBits
    this.#collection = question.collection
    return stop
  }
}

const noFolders = new Int32Array(0)
