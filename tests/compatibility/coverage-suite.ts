// How much of the vendor's documents and clients was driven; what isn't has its reason, and nothing else.
import { CloudinaryAssetMgmt } from '@cloudinary/asset-management'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenServedLibrary, loadClassic } from '../given/asset-clients.ts'
import { listDriven, type DrivenClient } from '../given/driven-functions.ts'
import { vendorDocuments, type VendorOperation } from '../given/vendor-documents.ts'
import { listFaults, listOutside, listWatched, type AnswerFault } from '../given/watched-answers.ts'
import * as tables from './coverage-tables.ts'
import { startAssetMcp } from './mcp-client.ts'

/** Looks at what was driven in this process; comes after all else. */
export function coverageSuite(): void {
  test('every answer is as the vendor describes it, but for what differs on purpose', holdAnswers)
  test('every operation of the documents was driven, or has its reason', holdOperations)
  test('what no endpoint has is not found, with an error that clients read', askForAbsent)
  test('every function of the classic client was driven, or has its reason', () => {
    const { api, uploader } = loadClassic('http://127.0.0.1:1')
    const names = [
      ...Object.keys(api).map((name) => `api.${name}`),
      ...Object.keys(uploader).map((name) => `uploader.${name}`),
      ...addresses.map((name) => `utils.${name}`),
    ]
    holdFunctions('classic', names, tables.absentInClassic)
  })
  test('every operation of the typed client was driven, or has its reason', () => {
    holdFunctions('typed', typedNames(), tables.absentInTyped)
  })
  test('every tool of the MCP server was driven, or has its reason', async (t) => {
    const tools = await (await startAssetMcp(t, 'http://127.0.0.1:1')).listTools()
    const names = tools.map(({ name }) => name)
    holdFunctions('mcp', names, tables.absentInMcp)
  })
}

/** The functions among the client's utilities that make signed addresses. */
const addresses = [
  'private_download_url',
  'zip_download_url',
  'download_archive_url',
  'download_zip_url',
  'download_folder',
  'download_backedup_asset',
]

function holdAnswers(): void {
  const { answerExceptions: exceptions } = tables
  const isMeant = ({ operationId, fault }: AnswerFault) =>
    exceptions.filter((one) => one.operations.test(operationId) && one.fault.test(fault))
  const faults = listFaults()
    .filter(({ operationId }) => !(operationId in tables.absentOperations))
    .map((fault) => ({ ...fault, exceptions: isMeant(fault) }))
  const unmeant = faults.filter((fault) => fault.exceptions.length === 0)
  const used = new Set(faults.flatMap((fault) => fault.exceptions))
  const total = listWatched().reduce((sum, { statuses }) => sum + statuses.length, 0)
  console.log(`${total} answers held against the vendor's documents, ${faults.length} differ on purpose`)
  for (const { operations, fault, why } of used) console.log(`  ${String(operations)} ${String(fault)}: ${why}`)
  assert.deepEqual(
    unmeant.map(({ operationId, fault, test: by }) => `${operationId}: ${fault} (in: ${by})`),
    [],
  )
  if (vendorDocuments === null) return
  assert.ok(total > 0)
  assert.deepEqual(
    exceptions.filter((one) => !used.has(one)).map(({ why }) => why),
    [],
    'needed no more',
  )
}

function holdOperations(): void {
  if (vendorDocuments === null) return
  const { operations } = vendorDocuments
  const watched = new Map(listWatched().map(({ id, statuses }) => [id, statuses]))
  const succeeded = ({ id }: VendorOperation): boolean => (watched.get(id) ?? []).some((status) => status < 300)
  const isAbsent = ({ id }: VendorOperation): boolean => id in tables.absentOperations
  const isRefused = ({ id }: VendorOperation): boolean => id in tables.refusedOperations
  const covered = operations.filter((one) => !isAbsent(one) && !isRefused(one))
  for (const { id } of covered) console.log(`${id}: ${summarize(watched.get(id) ?? [])}`)
  for (const { id, statuses } of listOutside()) console.log(`in no document: ${id}: ${summarize(statuses)}`)
  for (const [id, why] of Object.entries({ ...tables.refusedOperations, ...tables.absentOperations }))
    console.log(`not covered: ${id}: ${why}`)
  console.log(`${covered.length} of ${operations.length} operations covered`)
  const named = [...Object.keys(tables.absentOperations), ...Object.keys(tables.refusedOperations)]
  const known = new Set(operations.map(({ id }) => id))
  assert.deepEqual(
    named.filter((id) => !known.has(id)),
    [],
    'in no document',
  )
  assert.deepEqual(
    covered.filter((one) => !succeeded(one)).map(({ id }) => id),
    [],
    'never driven to success',
  )
  assert.deepEqual(
    operations
      .filter((one) => isRefused(one) && (succeeded(one) || watched.get(one.id)?.includes(400) !== true))
      .map(({ id }) => id),
    [],
    'not refused',
  )
}

const summarize = (statuses: readonly number[]): string =>
  `${statuses.length} answers, ${[...new Set(statuses)].sort((one, other) => one - other).join(' ')}`

async function askForAbsent(t: Parameters<typeof givenServedLibrary>[0]): Promise<void> {
  if (vendorDocuments === null) return
  const { url } = await givenServedLibrary(t)
  const absent = vendorDocuments.operations.filter(({ id }) => id in tables.absentOperations)
  const answers = await Promise.all(
    absent.map(async ({ id, method, path }) => {
      const address = `${url}${path.replace('{cloud_name}', 'demo').replaceAll(/\{\w+\}/g, 'x')}`
      const answer = await fetch(address, { method, headers: { authorization: `Basic ${btoa('100:s')}` } })
      const { error } = (await answer.json()) as { readonly error?: { readonly message?: unknown } }
      return [id, [404, 405].includes(answer.status) && typeof error?.message === 'string'] as const
    }),
  )
  assert.deepEqual(
    answers.filter(([, isPlain]) => !isPlain),
    [],
  )
}

/** The groups of the client and their functions, from their prototypes. */
function typedNames(): readonly string[] {
  const client = new CloudinaryAssetMgmt({ cloudName: 'demo' })
  return ownNames(client).flatMap((group) => {
    const functions: unknown = Reflect.get(client, group)
    return typeof functions === 'object' && functions !== null
      ? ownNames(functions).map((name) => `${group}.${name}`)
      : []
  })
}

const ownNames = (one: object): readonly string[] =>
  Object.getOwnPropertyNames(Object.getPrototypeOf(one)).filter((name) => name !== 'constructor')

function holdFunctions(client: DrivenClient, names: readonly string[], absent: Readonly<Record<string, string>>): void {
  const driven = listDriven(client)
  for (const [name, why] of Object.entries(absent)) console.log(`not driven: ${name}: ${why}`)
  console.log(`${client}: ${names.filter((name) => driven.has(name)).length} of ${names.length} functions driven`)
  assert.ok(names.length > 0)
  assert.deepEqual(
    names.filter((name) => !driven.has(name) && !(name in absent)),
    [],
    'neither driven nor with a reason',
  )
  assert.deepEqual(
    Object.keys(absent).filter((name) => driven.has(name) || !names.includes(name)),
    [],
    'with a reason that is none',
  )
}
