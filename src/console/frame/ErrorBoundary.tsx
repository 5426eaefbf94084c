import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { useSay } from '../language/messages.ts'
import { partMessages } from '../parts/messages.ts'
import { State } from '../parts/States.tsx'

/** Keeps a broken page from taking the frame with it. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true }
  }

  override render(): ReactNode {
    return this.state.isBroken ? <BrokenState /> : this.props.children
  }
}

/** Says that a page broke, and offers to load it again. */
export function BrokenState() {
  const say = useSay(partMessages)
  return (
    <State
      icon="warning"
      color="red"
      title={say('brokenTitle')}
      action={<Button onClick={() => window.location.reload()}>{say('reload')}</Button>}
    >
      {say('brokenHint')}
    </State>
  )
}
