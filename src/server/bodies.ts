import { parse as parseForm } from 'node:querystring'
import type { FastifyInstance } from 'fastify'
import { isDeeper, maxDepth } from '../domain/nested-json.ts'

/** The largest body that is read, in bytes. */
export const maxBodyBytes = 1024 * 1024

/** The largest body of an upload that isn't multipart, where files are data URIs; and of the fields of one that is. */
export const maxUploadBodyBytes = 100 * 1024 * 1024

/** A body that is nested deeper than {@link maxDepth}. */
export class TooDeep extends Error {
  constructor() {
    super(`the body is nested deeper than ${maxDepth}`)
    this.name = 'TooDeep'
  }
}

/**
 * Reads bodies of JSON and of forms; an empty one is none, whatever the headers say of it. Names that would reach into
 * prototypes are refused.
 */
export function acceptBodies(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null, null)
    else if (isDeeper(text, maxDepth)) done(new TooDeep(), undefined)
    else void parseJson(request, text, done)
  })
  app.addContentTypeParser<string>('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, text, done) => {
    done(null, { ...parseForm(text) })
  })
}
