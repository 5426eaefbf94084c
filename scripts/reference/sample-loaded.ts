import type { operations } from '../../src/operations/index.ts'

/** What an operation finds when it loads what its sample input names; for the operations that load anything. */
export const sampleLoaded: { readonly [Name in keyof typeof operations]?: unknown } = {}
