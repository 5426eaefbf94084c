// The provisioning functions of the classic client, unmodified, pointed at a server of a test.
import { createRequire } from 'node:module'

/** An environment as the classic client gives it. */
export interface ClassicEnvironment {
  readonly id: string
  readonly name: string
  readonly cloud_name: string
  readonly enabled: boolean
  readonly api_access_keys: readonly { readonly key: string; readonly secret: string }[]
  readonly custom_attributes?: Readonly<Record<string, string>>
}

/** A key as the classic client gives it. */
export interface ClassicKey {
  readonly name: string
  readonly api_key: string
  readonly api_secret: string
  readonly created_at: string
  readonly root: boolean
  readonly dedicated_for?: readonly string[]
}

type Deleted = Promise<{ readonly message: string }>
type Options = Readonly<Record<string, unknown>>

/** The functions of environments and access keys, as they are called here. */
export interface ClassicAccount {
  readonly sub_accounts: (
    enabled?: boolean,
    ids?: readonly string[],
    prefix?: string,
  ) => Promise<{ readonly sub_accounts: readonly ClassicEnvironment[] }>
  readonly sub_account: (id: string) => Promise<ClassicEnvironment>
  readonly create_sub_account: (
    name: string,
    cloudName?: string,
    attributes?: object,
    enabled?: boolean,
    base?: string,
  ) => Promise<ClassicEnvironment>
  readonly update_sub_account: (
    id: string,
    name?: string,
    cloudName?: string,
    attributes?: object,
    enabled?: boolean,
  ) => Promise<ClassicEnvironment>
  readonly delete_sub_account: (id: string) => Deleted
  readonly access_keys: (
    id: string,
    options: Options,
  ) => Promise<{ readonly access_keys: readonly ClassicKey[]; readonly total: number }>
  readonly generate_access_key: (id: string, options: Options) => Promise<ClassicKey>
  readonly update_access_key: (id: string, key: string, options: Options) => Promise<ClassicKey>
  readonly delete_access_key: (id: string, key: string) => Deleted
  readonly delete_access_key_by_name: (id: string, options: Options) => Deleted
}

/** How many arguments come before the options of each function. */
const optionsAt: Readonly<Record<keyof ClassicAccount, number>> = {
  sub_accounts: 3,
  sub_account: 1,
  create_sub_account: 5,
  update_sub_account: 5,
  delete_sub_account: 1,
  access_keys: 1,
  generate_access_key: 1,
  update_access_key: 2,
  delete_access_key: 2,
  delete_access_key_by_name: 1,
}

type Loaded = Readonly<Record<string, (...parameters: readonly unknown[]) => Promise<unknown>>>

/** Gives the classic client an account of a server. It speaks plain HTTP only when that is configured before it loads. */
export function classicAccount(url: string, accountId: string, key = 'PK', secret = 'PS'): ClassicAccount {
  process.env.CLOUDINARY_URL = `cloudinary://a:b@test?upload_prefix=${url}`
  const require = createRequire(import.meta.url)
  const { v2 } = require('cloudinary') as { readonly v2: { readonly provisioning: { readonly account: Loaded } } }
  const settings = {
    upload_prefix: url,
    account_id: accountId,
    provisioning_api_key: key,
    provisioning_api_secret: secret,
  }
  const functions = Object.entries(optionsAt).map(([name, position]) => {
    const call = async (...parameters: readonly unknown[]): Promise<unknown> => {
      const before = Array.from({ length: position }, (_, at) => parameters[at])
      const options = { ...(parameters[position] as object | undefined), ...settings }
      const answer = await v2.provisioning.account[name]?.(...before, options)
      return JSON.parse(JSON.stringify(answer)) as unknown
    }
    return [name, call]
  })
  const byName: unknown = Object.fromEntries(functions)
  // The functions are called by name; the types above say what each gives.
  return byName as ClassicAccount
}

/** Waits for a call of the classic client that must be refused, and gives the status and the message. */
export async function classicFailure(call: Promise<unknown>): Promise<readonly [number, string]> {
  try {
    await call
  } catch (reason) {
    const { error } = reason as { readonly error: { readonly http_code: number; readonly message: string } }
    return [error.http_code, error.message]
  }
  throw new Error('not refused')
}
