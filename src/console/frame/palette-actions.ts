import type { Intent } from '../calls/preview.ts'
import { useSay } from '../language/messages.ts'
import { useEnvironment } from './environment.ts'
import { frameMessages } from './messages.ts'
import type { PaletteItem } from './screen.ts'

/** Something to be made: the palette goes to its page and presses its button there. */
export interface PaletteAction extends PaletteItem {
  /** The call that it comes to; the server says whether it would be let in. */
  readonly intent: Intent
}

/** What can be made from anywhere; keys in the environment that is chosen. */
export function usePaletteActions(): readonly PaletteAction[] {
  const say = useSay(frameMessages)
  const { chosen } = useEnvironment()
  const name = say('sample')
  const make = (key: string, label: string, to: string, intent: Intent): PaletteAction => ({
    ...{ id: `act ${key}`, label, hint: say('action'), icon: 'plus', to },
    intent,
  })
  const role = { name, permission_type: 'global', scope_type: 'account' } as const
  const people = [{ name, email: 'somebody@example.com' }]
  const environment = { name, cloud_name: 'a-name' }
  return [
    make('role', say('createRole'), '/roles', { endpoint: 'createRole', input: role }),
    make('users', say('inviteUsers'), '/users', { endpoint: 'createInvitations', input: { people } }),
    make('group', say('createGroup'), '/users?tab=groups', { endpoint: 'createUserGroup', input: { name } }),
    make('account-key', say('createAccountKey'), '/account-keys', { endpoint: 'createAccountKey', input: { name } }),
    make('environment', say('createEnvironment'), '/environments', {
      endpoint: 'createProductEnvironment',
      input: environment,
    }),
    ...(chosen === null
      ? []
      : [
          make('key', say('createKey', { environment: chosen.name }), '/api-keys', {
            endpoint: 'generateAccessKey',
            input: { sub_account_id: chosen.id },
          }),
        ]),
  ]
}
