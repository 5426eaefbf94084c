import { PasswordInput } from '@mantine/core'
import { useSay } from '../language/messages.ts'
import { signInMessages } from './messages.ts'

/** A new password, typed twice. */
export interface NewPassword {
  readonly password: string
  readonly repeated: string
}

/** No password yet. */
export const noPassword: NewPassword = { password: '', repeated: '' }

/** Tells whether a new password was typed the same twice. */
export const isRepeated = ({ password, repeated }: NewPassword): boolean => password !== '' && password === repeated

/** The two fields of a new password. */
export function NewPasswordFields({
  value,
  onValue,
}: {
  readonly value: NewPassword
  readonly onValue: (value: NewPassword) => void
}) {
  const say = useSay(signInMessages)
  const differs = value.repeated !== '' && !isRepeated(value)
  return (
    <>
      <PasswordInput
        label={say('newPassword')}
        description={say('passwordHint')}
        autoComplete="new-password"
        required
        withAsterisk={false}
        size="md"
        value={value.password}
        onChange={({ currentTarget }) => onValue({ ...value, password: currentTarget.value })}
      />
      <PasswordInput
        label={say('repeatPassword')}
        autoComplete="new-password"
        required
        withAsterisk={false}
        size="md"
        value={value.repeated}
        error={differs ? say('passwordsDiffer') : undefined}
        onChange={({ currentTarget }) => onValue({ ...value, repeated: currentTarget.value })}
      />
    </>
  )
}
