import { isSamePrincipal, type Principal } from '../../domain/principal.ts'
import type { NeedOf } from '../operation.ts'
import { placesOf } from '../places.ts'

/**
 * Whoever asks about another principal must be able to read it. Anyone may ask about itself: the answer says no more than
 * trying would.
 */
export const needToKnow = <Input>(principalsIn: (input: Input) => readonly Principal[]): NeedOf<Input> => ({
  action: 'read',
  on: ['User', 'Group', 'ProvisioningKey', 'APIKey'],
  level: 'account',
  of: (input, { by }, engine) =>
    principalsIn(input)
      .filter((principal) => by.type === 'operator' || by.type === 'preset' || !isSamePrincipal(principal, by))
      .flatMap((principal) => placesOf(principal, engine)),
})
