import { useTranslation } from 'react-i18next'
import { deedMessages } from './deed-messages.ts'

/** Gives what says what an operation did; one without words goes by its own name. */
export function useDeedWords(): (operation: string) => string {
  const { t } = useTranslation(deedMessages.namespace)
  return (operation) => t(operation.replace('.', '_'), { defaultValue: operation.replaceAll(/[.-]/g, ' ') })
}
