import { createServer } from 'node:net'

/**
 * Claims an address to listen on, so that what is made before listening isn't made in vain: a first start shows secrets
 * once. Whoever connects meanwhile is turned away, as if nothing listened yet.
 *
 * @param port 0 claims nothing, as any will do
 * @returns lets go of the address, for the server to take
 * @throws Error with the system's code when the address can't be had
 */
export async function claimAddress(host: string, port: number): Promise<() => Promise<void>> {
  if (port === 0) return () => Promise.resolve()
  const claim = createServer((socket) => socket.destroy())
  await new Promise<void>((settle, fail) => {
    claim.once('error', fail)
    claim.listen({ host, port }, settle)
  })
  claim.unref()
  return () => new Promise((settle) => void claim.close(() => settle()))
}
