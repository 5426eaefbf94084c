import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'

/** The messages of one screen, by key; `{{name}}` stands for a value, `_one` and `_other` for numbers of things. */
export interface Messages<Keys extends string> {
  readonly namespace: string
  readonly texts: Readonly<Record<Keys, string>>
}

/** Says a message, with its values filled in. */
export type Say<Keys extends string> = (
  key: WithoutNumber<Keys>,
  values?: Readonly<Record<string, string | number>>,
) => string

type WithoutNumber<Keys extends string> = Keys extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Keys

// The texts are here already, so that nothing is waited for. React escapes what is shown.
void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  initAsync: false,
  resources: {},
  interpolation: { escapeValue: false },
})

/** Declares the messages of one screen, in English; other languages are added under the same namespace. */
export function defineMessages<const Texts extends Readonly<Record<string, string>>>(
  namespace: string,
  texts: Texts,
): Messages<keyof Texts & string> {
  i18next.addResourceBundle('en', namespace, texts)
  return { namespace, texts }
}

/** Gives the function that says the messages of a screen in the language of the page. */
export function useSay<Keys extends string>({ namespace }: Messages<Keys>): Say<Keys> {
  const { t } = useTranslation(namespace)
  // The library's own types can't follow keys that are themselves a parameter.
  const translate = t as (key: string, values: Readonly<Record<string, string | number>>) => string
  return (key, values = {}) => translate(key, values)
}
