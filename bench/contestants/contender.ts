import { join } from 'node:path'
import type { Round } from '../measure.ts'
import { onOneCore } from '../one-core.ts'
import type { DecisionsSize } from './contenders.ts'

/** Contenders in a process of their own. */
export interface RunningContenders {
  ask(key: string, round: number): Promise<Round>
  stop(): void
}

/** Starts some contenders on one core, and waits until they are warm. @throws Error when their process ends before it has answered */
export async function startContenders(keys: readonly string[], size: DecisionsSize): Promise<RunningContenders> {
  const script = join(import.meta.dirname, '..', 'contender-process.ts')
  const parameters = ['--max-old-space-size=8192', script, size, ...keys]
  const program = onOneCore(process.execPath, parameters, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  const answer = (): Promise<Round> =>
    new Promise((settle, fail) => {
      const ended = (): void => fail(new Error(`${keys.join()} on the ${size} world ended`))
      program.once('exit', ended)
      program.once('message', (message) => {
        program.off('exit', ended)
        // Only our own script is at the other end.
        settle(message as Round)
      })
    })
  await answer()
  return {
    ask: (key, round) => {
      const answered = answer()
      program.send({ key, round })
      return answered
    },
    stop: () => {
      program.kill()
    },
  }
}
