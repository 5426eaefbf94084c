import { useSay } from '../language/messages.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { Icon } from '../parts/icons.tsx'
import { groupMessages } from './messages.ts'

/** Makes a group, where the server would let it. */
export function CreateGroupButton({ onCreate }: { readonly onCreate: () => void }) {
  const say = useSay(groupMessages)
  return (
    <ActionButton
      intent={{ endpoint: 'createUserGroup', input: { name: 'A group' } }}
      onAct={onCreate}
      leftSection={<Icon name="plus" size={16} />}
    >
      {say('create')}
    </ActionButton>
  )
}
