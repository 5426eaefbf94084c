import type { PermissionId } from '../../domain/ids.ts'
import {
  expiringFlag,
  isGlobal,
  roleNumberMask,
  targetKind,
  targetNumber,
  type Run,
  type Target,
} from '../snapshot/assignment-runs.ts'
import type { Holder } from '../snapshot/holders.ts'
import { libraryFlag } from '../snapshot/role-table.ts'
import type { Evaluation } from './evaluation.ts'
import { accountPlace, type Question } from './question.ts'

/** A permit found through an assignment: of which holder (the principal or one of its groups), where, which role. */
export interface FoundPermit {
  readonly permissionId: PermissionId
  readonly holder: Holder
  readonly target: Target
  readonly roleNumber: number
}

/** What the assignments come to; `content`: permitted by content roles only, so that the Media Library gate decides. */
export type Found = 'nothing' | 'content' | 'global'

const nothing: readonly PermissionId[] = Object.freeze([])

/**
 * Goes through the assignments of a principal and its groups. Without notes it ends as soon as the outcome is certain;
 * with them it goes to the end and notes every permit: deciding and explaining are one walk.
 */
export class AssignmentWalk {
  readonly #question: Question
  readonly #evaluation: Evaluation
  #notes: FoundPermit[] | null = null
  #mayRolesOpenLibrary = true
  found: Found = 'nothing'
  /** Whether a role opens the Media Library at the place of the question; certain unless a global role permits. */
  opensLibrary = false
  /** The permissions of the first assignment that permits, a global one before content ones. */
  reasons: readonly PermissionId[] = nothing

  constructor(question: Question, evaluation: Evaluation) {
    this.#question = question
    this.#evaluation = evaluation
  }

  /**
   * @param mayRolesOpenLibrary false when more than flags of roles decides on the Media Library
   * @returns true when the request is permitted whatever else would say; never with notes
   */
  run(notes: FoundPermit[] | null, mayRolesOpenLibrary: boolean): boolean {
    this.#notes = notes
    this.#mayRolesOpenLibrary = mayRolesOpenLibrary
    this.found = 'nothing'
    this.opensLibrary = false
    this.reasons = nothing
    const { holder } = this.#question
    if (this.#visit(holder)) return true
    const { groups } = holder
    for (let position = 0; position < groups.length; position++) {
      const group = groups[position]
      if (group !== undefined && this.#visit(group)) return true
    }
    return false
  }

  /** @returns true when nothing that comes later could change the outcome */
  #visit(holder: Holder): boolean {
    const isCertain = holder.run.byTarget === null ? this.#scan(holder, holder.run) : this.#probe(holder)
    return isCertain && this.#notes === null
  }

  /** Goes through a run: global assignments, then, unless one of another holder permits already, those of content roles. */
  #scan(holder: Holder, { offset, length, globalLength }: Run): boolean {
    const { snapshot, slot, action, placeBits } = this.#question
    const { words } = snapshot.runs
    const { masks } = snapshot.roles
    const { slotCount } = snapshot.vocabulary
    const globalEnd = offset + globalLength
    const end = placeBits === 0 || this.#needsGlobal ? globalEnd : offset + length
    const wanted = action | libraryFlag
    for (let position = offset; position < end; position += 2) {
      const at = words[position] ?? 0
      const isContent = position >= globalEnd
      if (isContent && (placeBits & (1 << at)) === 0) continue
      const second = words[position + 1] ?? 0
      const mask = masks[(second & roleNumberMask) * slotCount + slot] ?? 0
      if ((mask & (isContent ? action : wanted)) === 0 || !this.#covers(at)) continue
      if (this.#meet(holder, at, second, mask)) return true
      if (isContent && this.#needsGlobal) return false
    }
    return false
  }

  /** As {@link #scan}, for a holder with many assignments: one look-up for each target that could cover. */
  #probe(holder: Holder): boolean {
    const { chain, chainLength, environment, collection } = this.#question
    if (environment === accountPlace) return this.#probeTarget(holder, 0)
    const everywhere = targetKind.environment << 29
    if (this.#probeTarget(holder, everywhere) || this.#probeTarget(holder, everywhere | environment)) return true
    if (this.#needsGlobal) return false
    if (collection !== 0) return this.#probeTarget(holder, (targetKind.collection << 29) | collection)
    for (let position = 0; position < chainLength; position++) {
      if (this.#probeTarget(holder, (targetKind.folder << 29) | (chain[position] ?? 0))) return true
    }
    return false
  }

  /** Once a content role permits, only global ones, which come first in a run, can change the outcome. */
  get #needsGlobal(): boolean {
    return this.found === 'content' && this.#notes === null
  }

  #probeTarget(holder: Holder, at: Target): boolean {
    const index = holder.run.byTarget
    if (index === null) return false
    let place = index.find(at)
    if (place < 0) return false
    const { snapshot, slot, action } = this.#question
    const { masks } = snapshot.roles
    const { slotCount } = snapshot.vocabulary
    for (; place >= 0; place = index.next(at, place)) {
      const second = index.second(place)
      const mask = masks[(second & roleNumberMask) * slotCount + slot] ?? 0
      if ((mask & (action | libraryFlag)) === 0) continue
      if (this.#meet(holder, at, second, mask)) return true
    }
    return false
  }

  #covers(at: Target): boolean {
    const question = this.#question
    const number = targetNumber(at)
    switch (at >>> 29) {
      case targetKind.account:
        return question.environment === accountPlace
      case targetKind.environment:
        return question.environment !== accountPlace && (number === 0 || number === question.environment)
      case targetKind.folder:
        return question.hasAncestor(number)
      default:
        return question.collection === number
    }
  }

  /** Takes in one assignment whose target covers the resource. @returns true when the outcome is certain */
  #meet(holder: Holder, at: Target, second: number, mask: number): boolean {
    const { snapshot, request, action, slot } = this.#question
    const role = second & roleNumberMask
    if ((second & expiringFlag) !== 0 && request.at >= snapshot.runs.expiry(holder.run, at, role)) return false
    if (isGlobal(at) && (mask & libraryFlag) !== 0) this.opensLibrary = true
    if ((mask & action) !== 0) {
      const certain = snapshot.roles.certain[role * snapshot.vocabulary.slotCount + slot] ?? 0
      const isCertain = (certain & action) !== 0
      if (isCertain) this.#permit(holder, at, role, snapshot.roles.reasons(role, slot, action))
      if (!isCertain || this.#notes !== null) this.#meetConditionals(holder, at, role)
    }
    if (this.#notes !== null) return false
    return this.found === 'global' || (this.found === 'content' && this.opensLibrary && this.#mayRolesOpenLibrary)
  }

  #meetConditionals(holder: Holder, at: Target, role: number): void {
    const { snapshot, action, slot } = this.#question
    for (const { permissionId, row } of snapshot.roles.conditionals(role, slot)) {
      if ((row.actions & action) === 0 || row.condition === null) continue
      if (this.#evaluation.holds(permissionId, row.condition.at(this.#parameterOf(at))) !== true) continue
      this.#permit(holder, at, role, [permissionId])
      if (this.#notes === null) return
    }
  }

  #parameterOf(at: Target): string | null {
    const { folders, collections } = this.#question.snapshot
    const kind = at >>> 29
    if (kind === targetKind.folder) return folders.id(targetNumber(at))
    return kind === targetKind.collection ? collections.id(targetNumber(at)) : null
  }

  #permit(holder: Holder, target: Target, roleNumber: number, permissionIds: readonly PermissionId[]): void {
    if (this.#notes !== null) {
      for (const permissionId of permissionIds) this.#notes.push({ permissionId, holder, target, roleNumber })
    }
    const isPermitGlobal = isGlobal(target)
    if (this.found === 'global' || (this.found === 'content' && !isPermitGlobal)) return
    this.found = isPermitGlobal ? 'global' : 'content'
    this.reasons = permissionIds
  }
}
