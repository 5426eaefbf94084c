import type { House } from '../../src/operations/house.ts'
import type { OpenHouse } from '../../src/server/compose.ts'

/** A house as the HTTP side wants it, that follows no other node and has loaded all it has. */
export const openHouse = <H extends House>(house: H): H & OpenHouse => ({
  ...house,
  following: { ageMs: () => 0, stop: async () => undefined },
  loading: { isNeeded: async () => false, stop: async () => undefined },
  close: async () => undefined,
})
