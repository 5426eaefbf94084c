/** What an asset says of itself. */
export interface AssetAttributes {
  readonly status: string
  readonly tags: readonly string[]
  readonly name: string
  readonly public: boolean
  /** Absent on some, on purpose: a policy that reads it has a fault there. */
  readonly size?: number
  readonly expires?: number
}

/** One question of the workload in numbers, with the oracle's answers. `place` is an asset's folder, a folder, a collection or a preset. */
export interface WorkloadQuestion {
  readonly holder: number
  readonly action: string
  readonly type: 'Asset' | 'Folder' | 'Collection' | 'UploadPreset'
  readonly place: number
  readonly environment: number
  readonly hasSecondFactor: boolean
  readonly asset: AssetAttributes | null
  readonly isAllowed: boolean
  /** The answer when no custom policy is in force. */
  readonly isAllowedByRoles: boolean
}

/** A question before the oracle has answered it. */
export type AskedQuestion = Omit<WorkloadQuestion, 'isAllowed' | 'isAllowedByRoles'>
