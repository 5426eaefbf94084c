import type { operations, publicOperations } from '../operations/index.ts'

type Operations = typeof operations & typeof publicOperations

/** The name of an operation: its noun and its verb. */
export type OperationName = keyof Operations

/** What an operation is run with. */
export type InputOf<Name extends OperationName> = Parameters<Operations[Name]['run']>[0]

/** What an operation gives. */
export type OutputOf<Name extends OperationName> = Awaited<ReturnType<Operations[Name]['run']>>
