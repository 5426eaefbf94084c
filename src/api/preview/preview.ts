import type { DenialDocument } from '../denial.ts'

/** Where previews are asked for, by POST. No operation is run, so that it isn't among the endpoints. */
export const previewPath = '/api/preview'

/** One question: may I call this endpoint with these fields? */
export interface PreviewQuestion {
  readonly endpoint: string
  readonly input: Readonly<Record<string, unknown>>
}

/** Somebody who could give what is missing. */
export interface Helper {
  readonly name: string
  readonly email: string
}

/** What stands against a call: the problem document that the call would be answered with, and whom to ask. */
export interface PreviewProblem extends Partial<DenialDocument> {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
}

/** One answer. A call that is allowed may still be refused for what its fields say. */
export type PreviewAnswer =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly problem: PreviewProblem; readonly ask: readonly Helper[] }

/** All answers, in the order of the questions, and the revision of the account they were decided at. */
export interface PreviewReply {
  readonly answers: readonly PreviewAnswer[]
  readonly revision: number
}
