import type { Catalogue } from '../../domain/catalogue.ts'
import type { Principal } from '../../domain/principal.ts'
import type { AccountRecord } from '../../domain/records.ts'
import { AssignmentRuns } from './assignment-runs.ts'
import { CustomPolicies } from './custom-policies.ts'
import { FolderTree } from './folder-tree.ts'
import { close, Holders, type Holder } from './holders.ts'
import { Collections, Environments } from './places.ts'
import { RoleTable } from './role-table.ts'
import { Vocabulary, type VocabularySource } from './vocabulary.ts'

/** Everything of one account that decisions need, in memory; what changes it is elsewhere. */
export class Contents {
  account: AccountRecord | null = null
  readonly vocabulary: Vocabulary
  readonly catalogue: Catalogue
  readonly environments = new Environments()
  readonly folders = new FolderTree()
  readonly collections = new Collections()
  readonly holders = new Holders()
  readonly runs = new AssignmentRuns()
  readonly roles: RoleTable
  readonly customs: CustomPolicies

  constructor(catalogue: Catalogue, source: VocabularySource) {
    this.catalogue = catalogue
    this.vocabulary = new Vocabulary(source)
    this.roles = new RoleTable(catalogue, this.vocabulary)
    this.customs = new CustomPolicies(this.vocabulary, (principal) => this.holder(principal))
  }

  /** The holder of a principal, made closed and inactive when it is new. */
  holder(principal: Principal): Holder {
    return this.holders.obtain(principal, () => this.runs.nextNumber())
  }

  /** Forgets a principal with all it holds; what custom policies say of its id stays said. */
  removePrincipal(principal: Principal): void {
    const holder = this.holders.find(principal)
    if (holder === undefined) return
    close(holder)
    this.runs.removeAll(holder.run)
    if (holder.customs === null) this.holders.delete(principal)
  }
}
