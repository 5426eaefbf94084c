import { parse as parseForm } from 'node:querystring'
import type { FastifyInstance } from 'fastify'

/** The largest body that is read, in bytes. */
export const maxBodyBytes = 1024 * 1024

/** The largest body of an upload that isn't multipart, where files are data URIs; and of the fields of one that is. */
export const maxUploadBodyBytes = 100 * 1024 * 1024

/** How many objects and arrays may lie inside each other. */
export const maxDepth = 64

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

/** Tells whether brackets of a JSON text lie deeper than a limit, without building anything; brackets in strings don't count. */
export function isDeeper(text: string, limit: number): boolean {
  let depth = 0
  let isInString = false
  for (let position = 0; position < text.length; position++) {
    const sign = text.charCodeAt(position)
    if (isInString) {
      if (sign === backslash) position++
      else if (sign === quote) isInString = false
    } else if (sign === quote) isInString = true
    else if (sign === openBracket || sign === openBrace) {
      if (++depth > limit) return true
    } else if (sign === closeBracket || sign === closeBrace) depth--
  }
  return false
}

const quote = 0x22
const backslash = 0x5c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d
