import { useTranslation } from 'react-i18next'
import { questionMessages } from './question-messages.ts'

/** Names types and actions of the schema; one that has no words yet goes by its own name. */
export interface QuestionWords {
  readonly type: (name: string) => string
  readonly action: (name: string) => string
}

/** Gives the words for types and actions. */
export function useQuestionWords(): QuestionWords {
  const { t } = useTranslation(questionMessages.namespace)
  const word = (key: string, name: string): string => t(key, { defaultValue: name })
  return { type: (name) => word(`type_${name}`, name), action: (name) => word(`action_${name}`, name) }
}
