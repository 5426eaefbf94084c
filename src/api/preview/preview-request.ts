import { z } from 'zod'

/** How many questions one request may ask. */
const mostPreviews = 200

/** What a preview is asked with: each question names an endpoint and has the fields that a call would have. */
export const previewRequest = z.object({
  questions: z
    .array(z.object({ endpoint: z.string(), input: z.record(z.string(), z.unknown()) }))
    .min(1)
    .max(mostPreviews),
})
