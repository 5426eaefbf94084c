import type { z } from 'zod'
import type { EnvironmentId } from '../domain/ids.ts'
import type { PlanFeature } from '../domain/plan.ts'
import { fieldsOfPath } from './endpoint-path.ts'
import type { InputOf, OperationName, OutputOf } from './operation-types.ts'
import { readFields, readLooseFields, type RequestParts } from './read-request.ts'

/**
 * The families of endpoints; each has an envelope for errors (`errors.ts`). `admin` is the vendor's Admin and Upload API
 * below `/v1_1/{cloud_name}`, `library` is ours about one environment, below `/api/environments/{cloud_name}`.
 */
export const families = ['permissions', 'provisioning', 'decisions', 'session', 'admin', 'library'] as const

/** One of {@link families}. */
export type Family = (typeof families)[number]

/** The families whose every address names an environment, by its cloud name. */
export type EnvironmentFamily = Extract<Family, 'admin' | 'library'>

/** Tells whether every address of a family names an environment. */
export const isOfEnvironment = (family: Family): family is EnvironmentFamily =>
  family === 'admin' || family === 'library'

/** What an address stands for besides its fields: the environment of its cloud name, where the family has one. */
export type AddressFacts<Of extends Family> = Of extends EnvironmentFamily
  ? { readonly environmentId: EnvironmentId }
  : { readonly environmentId?: never }

/** The HTTP methods that endpoints use. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** What an answer is made from besides the operation's output. */
export interface AnswerFacts<Wire> {
  /** The request, for answers whose shape depends on it. */
  readonly wire: Wire
  /** The account's revision the output was read at or written as; 0 for public endpoints. */
  readonly revision: number
  /** Where the caller reaches this server, for example `https://media.example.com`; no slash at the end. */
  readonly origin: string
}

/** What a request that went well is answered with. */
export interface Success<Reply, File extends true | undefined = true | undefined> {
  readonly status: 200 | 201 | 204
  /** Of the body; null for none. */
  readonly schema: Reply
  /** What the operation gives may be a file, which is sent as it is, in place of what the schema says. */
  readonly isFile?: File
}

/** What an author writes of one endpoint. */
export interface EndpointDeclaration<
  Id extends string,
  Of extends Family,
  Name extends OperationName,
  Request extends z.ZodObject,
  Reply extends z.ZodType | null,
  File extends true | undefined = true | undefined,
> {
  /** The vendor's `operationId`, or ours; the client's method has this name. */
  readonly id: Id
  readonly family: Of
  readonly method: Method
  /** Parameters in braces, as `endpoint-path.ts` reads them; each is a field of `request`. */
  readonly path: `/${string}`
  readonly operation: Name
  /** One sentence for documents. */
  readonly summary: string
  /** Where this wire form comes from: a document and its section. */
  readonly source: string
  /** Served to anyone, without credentials. */
  readonly isPublic?: true
  /** The feature of the plan that opens it to keys, in a family that is open to them on every plan. */
  readonly feature?: PlanFeature
  /** Takes the file of an asset: as a part of a multipart body, in pieces, or as text; also from unsigned presets. */
  readonly isUpload?: true
  /** Path, query and body as one flat object; fields it doesn't have never reach the operation. */
  readonly request: Request
  /**
   * The fields that stand in the body; the others that are not in the path stand in the query. In the family `admin` this
   * is where documents and our client have them; any of them is read from either place.
   */
  readonly body?: readonly (keyof z.output<Request> & string)[]
  /** The fields of the query that are read from a body too: clients send them in either place. */
  readonly alsoInBody?: readonly (keyof z.output<Request> & string)[]
  readonly success: Success<Reply, File>
  /** @throws Refusal `missing_fields`, `invalid_fields` for what no schema of one field can tell */
  readonly toInput: (wire: z.output<Request>, address: AddressFacts<Of>) => InputOf<Name>
  readonly toWire: (
    output: OutputOf<Name>,
    facts: AnswerFacts<z.output<Request>>,
  ) => Reply extends z.ZodType ? z.output<Reply> : undefined
}

/** One request as an endpoint understood it. */
export interface ReadRequest {
  /** What the operation is run with. */
  readonly input: unknown
  /** Makes the body of the answer from the operation's output; undefined means none. */
  readonly answer: (output: unknown, facts: Omit<AnswerFacts<never>, 'wire'>) => unknown
}

/** One endpoint: a spelling of one operation in HTTP. */
export interface Endpoint<
  Id extends string = string,
  Request extends z.ZodObject = z.ZodObject,
  Reply extends z.ZodType | null = z.ZodType | null,
  File extends true | undefined = true | undefined,
> {
  readonly id: Id
  readonly family: Family
  readonly method: Method
  readonly path: string
  readonly operation: OperationName
  readonly summary: string
  readonly source: string
  readonly isPublic: boolean
  readonly feature?: PlanFeature
  readonly isUpload: boolean
  readonly request: Request
  /** The names of the fields by the place they stand in. */
  readonly fields: {
    readonly path: readonly string[]
    readonly query: readonly string[]
    readonly body: readonly string[]
  }
  readonly success: Success<Reply, File>
  /** Reads a request. @throws Refusal `missing_fields`, `invalid_fields`, with names and values as they were sent */
  readonly read: (parts: RequestParts) => ReadRequest
}

/** Declares an endpoint; its fields are sorted by the place they stand in. */
export function endpoint<
  const Id extends string,
  const Of extends Family,
  Name extends OperationName,
  Request extends z.ZodObject,
  Reply extends z.ZodType | null,
  File extends true | undefined = undefined,
>(declaration: EndpointDeclaration<Id, Of, Name, Request, Reply, File>): Endpoint<Id, Request, Reply, File> {
  const { toInput, toWire, body = [], alsoInBody = [], isPublic = false, isUpload = false, ...rest } = declaration
  const path = fieldsOfPath(rest.path)
  const query = Object.keys(rest.request.shape).filter((name) => !path.includes(name) && !body.includes(name))
  const fields = { path, query, body }
  return {
    ...rest,
    isPublic,
    isUpload,
    fields,
    read: (parts) => {
      const wire =
        rest.family === 'admin'
          ? readLooseFields(rest.request, path, parts)
          : readFields(rest.request, { ...fields, body: [...body, ...alsoInBody] }, parts)
      return {
        input: toInput(wire, addressOf(rest.family, parts)),
        // The registry of operations pairs an endpoint's operation with its output; the compiler sees names only.
        answer: (output, facts) => toWire(output as OutputOf<Name>, { wire, ...facts }),
      }
    },
  }
}

function addressOf<Of extends Family>(family: Of, { environmentId }: RequestParts): AddressFacts<Of> {
  if (isOfEnvironment(family) && environmentId === undefined) throw new Error(`${family} needs an environment`)
  // The compiler can't follow a condition on a type that is still open.
  return (environmentId === undefined ? {} : { environmentId }) as AddressFacts<Of>
}
