import type { z } from 'zod'
import type { InputOf, OperationName, OutputOf } from './operation-types.ts'
import { readFields, type RequestParts } from './read-request.ts'

/** The families of endpoints; each has an envelope for errors (`errors.ts`). */
export const families = ['permissions', 'provisioning', 'decisions', 'session'] as const

/** One of {@link families}. */
export type Family = (typeof families)[number]

/** The HTTP methods that endpoints use. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** What an answer is made from besides the operation's output. */
export interface AnswerFacts<Wire> {
  /** The request, for answers whose shape depends on it. */
  readonly wire: Wire
  /** The account's revision the output was read at or written as; 0 for public endpoints. */
  readonly revision: number
}

/** What an author writes of one endpoint. */
export interface EndpointDeclaration<
  Id extends string,
  Name extends OperationName,
  Request extends z.ZodObject,
  Reply extends z.ZodType | null,
> {
  /** The vendor's `operationId`, or ours; the client's method has this name. */
  readonly id: Id
  readonly family: Family
  readonly method: Method
  /** Parameters in braces; each is a field of `request`. */
  readonly path: `/${string}`
  readonly operation: Name
  /** One sentence for documents. */
  readonly summary: string
  /** Where this wire form comes from: a document and its section. */
  readonly source: string
  /** Served to anyone, without credentials. */
  readonly isPublic?: true
  /** Path, query and body as one flat object; fields it doesn't have never reach the operation. */
  readonly request: Request
  /** The fields that stand in the body; the others that are not in the path stand in the query. */
  readonly body?: readonly (keyof z.output<Request> & string)[]
  /** The fields of the query that are read from a body too: clients send them in either place. */
  readonly alsoInBody?: readonly (keyof z.output<Request> & string)[]
  readonly success: { readonly status: 200 | 201 | 204; readonly schema: Reply }
  /** @throws Refusal `missing_fields`, `invalid_fields` for what no schema of one field can tell */
  readonly toInput: (wire: z.output<Request>) => InputOf<Name>
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
  readonly answer: (output: unknown, revision: number) => unknown
}

/** One endpoint: a spelling of one operation in HTTP. */
export interface Endpoint<
  Id extends string = string,
  Request extends z.ZodObject = z.ZodObject,
  Reply extends z.ZodType | null = z.ZodType | null,
> {
  readonly id: Id
  readonly family: Family
  readonly method: Method
  readonly path: string
  readonly operation: OperationName
  readonly summary: string
  readonly source: string
  readonly isPublic: boolean
  readonly request: Request
  /** The names of the fields by the place they stand in. */
  readonly fields: {
    readonly path: readonly string[]
    readonly query: readonly string[]
    readonly body: readonly string[]
  }
  readonly success: { readonly status: 200 | 201 | 204; readonly schema: Reply }
  /** Reads a request. @throws Refusal `missing_fields`, `invalid_fields`, with names and values as they were sent */
  readonly read: (parts: RequestParts) => ReadRequest
}

/** Declares an endpoint; its fields are sorted by the place they stand in. */
export function endpoint<
  const Id extends string,
  Name extends OperationName,
  Request extends z.ZodObject,
  Reply extends z.ZodType | null,
>(declaration: EndpointDeclaration<Id, Name, Request, Reply>): Endpoint<Id, Request, Reply> {
  const { toInput, toWire, body = [], alsoInBody = [], isPublic = false, ...rest } = declaration
  const path = [...rest.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const query = Object.keys(rest.request.shape).filter((name) => !path.includes(name) && !body.includes(name))
  const fields = { path, query, body }
  return {
    ...rest,
    isPublic,
    fields,
    read: (parts) => {
      const wire = readFields(rest.request, { ...fields, body: [...body, ...alsoInBody] }, parts)
      return {
        input: toInput(wire),
        // The registry of operations pairs an endpoint's operation with its output; the compiler sees names only.
        answer: (output, revision) => toWire(output as OutputOf<Name>, { wire, revision }),
      }
    },
  }
}
