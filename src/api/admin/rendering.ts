import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { base, environment } from './fields.ts'
import { resourceType } from './upload-fields.ts'

const action = z.enum([
  'text',
  'sprite',
  'multi',
  'explode',
  'concat',
  'create_slideshow',
  'create_video',
  'create_collage',
])

/** Refuses what only a renderer of images could do. */
export const refuseToRender = endpoint({
  id: 'refuseToRender',
  family: 'admin',
  method: 'POST',
  path: `${base}/{resource_type:image|video|raw}/{action:text|sprite|multi|explode|concat|create_slideshow|create_video|create_collage}`,
  operation: 'rendering.refuse',
  summary: 'Says that Rolecall renders no images: always 400.',
  source: 'Upload API 0.7.5, text, explode, concat; api-surface 2.6, 3.6',
  request: z.object({ ...environment, resource_type: resourceType, action }),
  success: { status: 200, schema: z.never() },
  toInput: ({ action: what }) => ({ what }),
  toWire: (output) => output,
})

/** Refuses what only an analysis of images could do. */
export const visualSearchAssets = endpoint({
  id: 'visualSearchAssets',
  family: 'admin',
  method: 'POST',
  path: `${base}/resources/visual_search`,
  operation: 'rendering.refuse',
  summary: 'Says that Rolecall analyses no images: always 400.',
  source: 'Admin API 0.7.5, visualSearchAssets; api-surface 2.6, 3.5',
  request: z.object(environment),
  success: { status: 200, schema: z.never() },
  toInput: () => ({ what: 'visual_search' }),
  toWire: (output) => output,
})
