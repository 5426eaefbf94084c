import { Button, Select, Stack, TextInput, Title } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import type { CallReply } from '../../api/client.ts'
import { readProblem } from '../calls/problem.ts'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useEnvironment } from '../frame/environment.ts'
import { useSay } from '../language/messages.ts'
import { FoundSelect } from '../parts/FoundSelect.tsx'
import { Notice } from '../parts/Notice.tsx'
import { ProblemText } from '../parts/ProblemText.tsx'
import classes from './CanThey.module.css'
import { Explanation } from './Explanation.tsx'
import { FolderPicker } from './FolderPicker.tsx'
import { peopleMessages } from './messages.ts'
import { askedActions, askedTypes, isOfAccount, isPlaced, toCall, type Question } from './question.ts'
import { useQuestionWords } from './question-words.ts'
import { useAsset } from './use-asset.ts'
import { useFeatures, type Feature } from './use-features.ts'
import { useFoundEnvironments } from './use-found-environments.ts'

type Principal = CallReply<'getPrincipal'>

/** Asks whether a principal can do something somewhere, and says why. */
export function CanThey({ principal }: { readonly principal: Principal }) {
  const say = useSay(peopleMessages)
  const [first] = useFoundEnvironments('', [])
  const { chosen } = useEnvironment()
  const [question, setQuestion] = useState<Question>(noQuestion)
  const [publicId, setPublicId] = useState('')
  const [asked, setAsked] = useState<{ readonly question: Question; readonly publicId: string } | null>(null)
  const features = useFeatures(question.resourceType === 'Feature')
  const environmentId = question.environmentId === '' ? (chosen?.id ?? first?.id ?? '') : question.environmentId
  const whole = { ...question, environmentId }
  const accountFeatures = new Set(features.filter((one) => one.isOfAccount).map(({ id }) => id))
  const ask = (event: SyntheticEvent): void => {
    event.preventDefault()
    setAsked({ question: whole, publicId: whole.resourceType === 'Asset' ? publicId.trim() : '' })
  }
  const rename = (next: string): void => {
    setPublicId(next)
    setAsked(null)
  }
  const set = (change: Partial<Question>): void => {
    setQuestion({ ...question, ...change })
    setAsked(null)
  }
  return (
    <section className="console-sheet" style={{ padding: 20 }} aria-labelledby="can-they">
      <Title order={2} size="h2" id="can-they" mb={12}>
        {say('can', { name: principal.name })}
      </Title>
      <form onSubmit={ask}>
        <div className={classes.sentence}>
          <WhatFields question={whole} onChange={set} />
          {!isOfAccount(whole, accountFeatures) && <PlaceFields question={whole} onChange={set} />}
          {question.resourceType === 'Feature' && (
            <FeatureField
              features={features}
              featureId={question.featureId}
              onFeature={(featureId) => set({ featureId })}
            />
          )}
          {question.resourceType === 'Asset' && question.action !== 'create' && (
            <AssetField publicId={publicId} onPublicId={rename} />
          )}
          <Button type="submit">{say('ask')}</Button>
        </div>
      </form>
      {asked !== null && <Answer principal={principal} {...asked} accountFeatures={accountFeatures} />}
    </section>
  )
}

/** What is asked most. */
const noQuestion: Question = {
  resourceType: 'Asset',
  action: 'read',
  environmentId: '',
  folderId: '',
  assetId: '',
  featureId: '',
}

interface FieldsProps {
  readonly question: Question
  readonly onChange: (change: Partial<Question>) => void
}

function AssetField({
  publicId,
  onPublicId,
}: {
  readonly publicId: string
  readonly onPublicId: (publicId: string) => void
}) {
  const say = useSay(peopleMessages)
  return (
    <TextInput
      aria-label={say('assetName')}
      placeholder={say('assetName')}
      value={publicId}
      onChange={({ currentTarget }) => onPublicId(currentTarget.value)}
    />
  )
}

function FeatureField({
  features,
  featureId,
  onFeature,
}: {
  readonly features: readonly Feature[]
  readonly featureId: string
  readonly onFeature: (featureId: string) => void
}) {
  const say = useSay(peopleMessages)
  return (
    <Select
      aria-label={say('whichFeature')}
      placeholder={say('whichFeature')}
      data={features.map(({ id, name }) => ({ value: id, label: name }))}
      value={featureId === '' ? null : featureId}
      onChange={(id) => onFeature(id ?? '')}
      searchable
      className={classes.wide ?? ''}
      comboboxProps={{ withinPortal: true, shadow: 'md' }}
    />
  )
}

function WhatFields({ question: { action, resourceType }, onChange }: FieldsProps) {
  const say = useSay(peopleMessages)
  const words = useQuestionWords()
  const chooseType = (type: string): void => {
    const actions = askedActions(type)
    onChange({ resourceType: type, action: actions.includes(action) ? action : (actions[0] ?? action) })
  }
  return (
    <>
      <Select
        aria-label={say('action')}
        data={askedActions(resourceType).map((name) => ({ value: name, label: words.action(name) }))}
        value={action}
        onChange={(name) => onChange({ action: name ?? action })}
        allowDeselect={false}
        comboboxProps={{ withinPortal: true, shadow: 'md' }}
      />
      <Select
        aria-label={say('onWhat')}
        data={askedTypes.map((name) => ({ value: name, label: words.type(name) }))}
        value={resourceType}
        onChange={(name) => chooseType(name ?? resourceType)}
        allowDeselect={false}
        searchable
        comboboxProps={{ withinPortal: true, shadow: 'md' }}
      />
    </>
  )
}

function PlaceFields({ question, onChange }: FieldsProps) {
  const say = useSay(peopleMessages)
  const [text, setText] = useState('')
  const found = useFoundEnvironments(text, [question.environmentId])
  return (
    <>
      <FoundSelect
        aria-label={say('environment')}
        options={found.map(({ id, name }) => ({ value: id, label: say('inOne', { name }) }))}
        value={question.environmentId}
        onValue={(environmentId) => onChange({ environmentId, folderId: '' })}
        onSearch={setText}
        allowDeselect={false}
      />
      {isPlaced(question) && (
        <FolderPicker
          key={question.environmentId}
          environmentId={question.environmentId}
          folderId={question.folderId}
          onFolder={(folderId) => onChange({ folderId })}
        />
      )}
    </>
  )
}

function Answer({
  principal,
  question,
  publicId,
  accountFeatures,
}: {
  readonly principal: Principal
  readonly question: Question
  readonly publicId: string
  readonly accountFeatures: ReadonlySet<string>
}) {
  const say = useSay(peopleMessages)
  const asset = useAsset(question.environmentId, publicId)
  const call = toCall(principal, { ...question, assetId: asset.id ?? '' }, accountFeatures)
  const isWanted = call !== null && asset.is !== 'unknown' && asset.is !== 'absent'
  const decided = useEndpoint('decide', call ?? { questions: [] }, { isWanted })
  if (asset.is === 'absent') return <Box tone="warning" text={say('noAsset')} />
  if (decided.error !== null) {
    return (
      <Stack mt="md">
        <Notice tone="error">
          <ProblemText problem={readProblem(decided.error)} />
        </Notice>
      </Stack>
    )
  }
  const answer = decided.data
  if (answer === undefined || !('via' in answer)) return null
  return <Explanation principal={principal} decision={answer} />
}

function Box({ tone, text }: { readonly tone: 'warning'; readonly text: string }) {
  return (
    <Stack mt="md">
      <Notice tone={tone}>{text}</Notice>
    </Stack>
  )
}
