import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Round } from '../measure.ts'
import type { DecisionsSize } from './contenders.ts'

/** A contender in a process of its own. */
export interface RunningContender {
  ask(round: number): Promise<Round>
  stop(): void
}

/** Starts a contender, and waits until it is warm. @throws Error when its process ends before it has answered */
export async function startContender(key: string, size: DecisionsSize): Promise<RunningContender> {
  const script = join(import.meta.dirname, '..', 'contender-process.ts')
  const program = fork(script, [key, size], { execArgv: ['--max-old-space-size=8192'], stdio: 'inherit' })
  const answer = (): Promise<Round> =>
    new Promise((settle, fail) => {
      const ended = (): void => fail(new Error(`${key} on the ${size} world ended`))
      program.once('exit', ended)
      program.once('message', (message) => {
        program.off('exit', ended)
        // Only our own script is at the other end.
        settle(message as Round)
      })
    })
  await answer()
  return {
    ask: (round) => {
      const answered = answer()
      program.send(round)
      return answered
    },
    stop: () => {
      program.kill()
    },
  }
}
