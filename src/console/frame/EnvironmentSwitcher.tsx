import { Combobox, Text, UnstyledButton, useCombobox, type ComboboxStore } from '@mantine/core'
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
  const isSearched = all.length > fewEnough
  const list = useList(isSearched, () => setText(''))
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
          onBlur={() => !isSearched && list.closeDropdown()}
          className="console-switcher"
        >
          <Text size="sm" truncate>
            {chosen.name}
          </Text>
          <Icon name="down" size={14} />
        </UnstyledButton>
      </Combobox.Target>
      <Combobox.Dropdown>
        {isSearched && (
          <Combobox.Search
            value={text}
            onChange={({ currentTarget }) => {
              setText(currentTarget.value)
              list.updateSelectedOptionIndex()
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Tab') return
              event.preventDefault()
              list.closeDropdown()
            }}
            placeholder={say('findEnvironment')}
            aria-label={say('findEnvironment')}
          />
        )}
        <Choices found={found} chosenId={chosen.id} />
      </Combobox.Dropdown>
    </Combobox>
  )
}

/** Opens at what is chosen, and gives the focus back when it closes: without a field to search in, it never took it. */
function useList(isSearched: boolean, onClose: () => void): ComboboxStore {
  const list = useCombobox({
    onDropdownClose: () => {
      list.resetSelectedOption()
      if (isSearched) list.focusTarget()
      onClose()
    },
    onDropdownOpen: () => {
      list.selectActiveOption()
      if (isSearched) list.focusSearchInput()
    },
  })
  return list
}

function Choices({ found, chosenId }: { readonly found: readonly OpenEnvironment[]; readonly chosenId: string }) {
  const say = useSay(frameMessages)
  return (
    <>
      <Combobox.Options mah={320} style={{ overflowY: 'auto' }} aria-label={say('chooseEnvironment')}>
        {found.slice(0, shownAtOnce).map((one) => (
          <Choice key={one.id} environment={one} isChosen={one.id === chosenId} />
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
    </>
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
