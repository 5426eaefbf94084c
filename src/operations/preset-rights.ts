import type { Engine } from '../engine/engine.ts'
import type { Place, PresetPlace } from './operation.ts'

/**
 * Tells whether somebody who calls in the name of an unsigned preset may do something: make a new asset in the preset's own
 * folder, and nothing else whatever (design, settled decision 9).
 */
export function presetMay(engine: Engine, preset: PresetPlace | undefined, action: string, place: Place): boolean {
  const { resource, scope } = place
  if (preset === undefined || action !== 'create' || resource.type !== 'Asset') return false
  if (!('within' in resource) || 'id' in resource || resource.within !== preset.folderId) return false
  return scope.type === 'environment' && scope.environmentId === preset.environmentId && isOpen(engine, preset)
}

function isOpen({ snapshot }: Engine, { environmentId, folderId }: PresetPlace): boolean {
  const { account, environments, folders } = snapshot
  const environment = environments.number(environmentId)
  if (account?.isActive !== true || !environments.isEnabled(environment)) return false
  if (folderId === null) return true
  const folder = folders.number(folderId)
  return folder !== 0 && folders.environment(folder) === environment
}
