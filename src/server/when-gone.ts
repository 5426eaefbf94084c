import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Calls back once, when a request was answered or its sender has gone, whichever comes first; at once when it has gone
 * already. The answer alone doesn't tell: one that waits behind another on its connection never hears of the end of that.
 */
export function whenGone({ raw }: FastifyRequest, reply: FastifyReply, callBack: () => void): void {
  const { socket } = raw
  const done = (): void => {
    socket.off('close', done)
    reply.raw.off('close', done)
    callBack()
  }
  if (socket.destroyed || reply.raw.closed) return callBack()
  socket.once('close', done)
  reply.raw.once('close', done)
}
