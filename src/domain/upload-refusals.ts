/** The refusals of files and of how they come; part of `refusals` in `errors.ts`. */
export const uploadRefusals = {
  file_empty: { kind: 'invalid', says: () => 'Empty file' },
  file_too_large: {
    kind: 'invalid',
    says: (facts: { maxBytes: number }) => `File size too large. Maximum is ${facts.maxBytes}`,
  },
  invalid_image: { kind: 'invalid', says: () => 'Invalid image file' },
  image_too_large: {
    kind: 'invalid',
    says: (facts: { pixels: number; maxPixels: number }) =>
      `Image size too large: ${facts.pixels} pixels. Maximum is ${facts.maxPixels}`,
  },
  invalid_video: { kind: 'invalid', says: () => 'Unsupported video format or file' },
  source_refused: { kind: 'invalid', says: (facts: { why: string }) => `Unsupported source: ${facts.why}` },
  source_not_loaded: { kind: 'invalid', says: (facts: { why: string }) => `Error in loading the source: ${facts.why}` },
  // Files in pieces. Kept to what clients that upload show the message of: 400, 429 (api-surface 3.3).
  too_many_uploads: {
    kind: 'throttled',
    says: (facts: { most: number }) => `${facts.most} uploads in pieces are under way: finish one of them first`,
  },
  upload_underway: {
    kind: 'throttled',
    says: () => 'this upload is being put together: send its last piece again in a minute',
  },
  pieces_lost: { kind: 'invalid', says: () => 'the pieces of this upload are gone: begin again with the first one' },
  no_room_left: { kind: 'unavailable', says: () => 'there is no room left for files on this server' },
} as const
