import { Combobox, Text, UnstyledButton, useCombobox } from '@mantine/core'
import { useState } from 'react'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { useEnvironment, type OpenEnvironment } from './environment.ts'
import { frameMessages } from './messages.ts'

/** So many are shown at once; more than {@link fewEnough} are searched. */
const shownAtOnce = 50
const fewEnough = 6

/** Shows the environment that is chosen, and lets another be chosen, among any number. */
export function EnvironmentSwitcher() {
  const { all, chosen, choose } = useEnvironment()
  const say = useSay(frameMessages)
  const [text, setText] = useState('')
  const list = useCombobox({
    onDropdownClose: () => {
      list.resetSelectedOption()
      list.focusTarget()
      setText('')
    },
    onDropdownOpen: () => {
      list.selectActiveOption()
      if (all.length > fewEnough) list.focusSearchInput()
    },
  })
  if (chosen === null) return <Text size="sm">{say('noEnvironment')}</Text>
  const found = all.filter((one) => isCalled(one, text))
  const submit = (id: string): void => {
    choose(id)
    list.closeDropdown()
  }
  return (
    <Combobox store={list} onOptionSubmit={submit} width={260} position="bottom-start" shadow="md">
      <Combobox.Target targetType="button">
        <UnstyledButton
          aria-label={say('chosenEnvironment', { name: chosen.name })}
          onClick={() => list.toggleDropdown()}
          className="console-switcher"
        >
          <Text size="sm" truncate>
            {chosen.name}
          </Text>
          <Icon name="down" size={14} />
        </UnstyledButton>
      </Combobox.Target>
      <Combobox.Dropdown>
        {all.length > fewEnough && (
          <Combobox.Search
            value={text}
            onChange={({ currentTarget }) => {
              setText(currentTarget.value)
              list.updateSelectedOptionIndex()
            }}
            placeholder={say('findEnvironment')}
            aria-label={say('findEnvironment')}
          />
        )}
        <Combobox.Options mah={320} style={{ overflowY: 'auto' }} aria-label={say('chooseEnvironment')}>
          {found.slice(0, shownAtOnce).map((one) => (
            <Choice key={one.id} environment={one} isChosen={one.id === chosen.id} />
          ))}
          {found.length === 0 && <Combobox.Empty>{say('noEnvironmentFound')}</Combobox.Empty>}
        </Combobox.Options>
        {found.length > shownAtOnce && (
          <Combobox.Footer>
            <Text size="xs" className="console-quiet">
              {say('moreEnvironments', { count: found.length - shownAtOnce })}
            </Text>
          </Combobox.Footer>
        )}
      </Combobox.Dropdown>
    </Combobox>
  )
}

function Choice({ environment, isChosen }: { readonly environment: OpenEnvironment; readonly isChosen: boolean }) {
  const { id, name, cloud_name } = environment
  return (
    <Combobox.Option value={id} active={isChosen} aria-selected={isChosen}>
      <div style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
        <div style={{ flex: 1, minWidth: 0 }}>
          <Text size="sm" truncate>
            {name}
          </Text>
          <Text size="xs" className="console-quiet" truncate>
            {cloud_name}
          </Text>
        </div>
        {isChosen && <Icon name="tick" size={15} />}
      </div>
    </Combobox.Option>
  )
}

const isCalled = ({ name, cloud_name }: OpenEnvironment, text: string): boolean =>
  `${name} ${cloud_name}`.toLowerCase().includes(text.trim().toLowerCase())
