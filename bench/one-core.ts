import { spawn, spawnSync, type ChildProcess, type StdioOptions } from 'node:child_process'

/**
 * Starts a program on the second core alone, where the machine lets us choose: so each has as much of the machine as any
 * other, whatever it hands to threads of its own, and none is moved from core to core.
 */
export function onOneCore(
  program: string,
  parameters: readonly string[],
  { env = {}, stdio }: { readonly env?: NodeJS.ProcessEnv; readonly stdio: StdioOptions },
): ChildProcess {
  const settings = { env: { ...process.env, ...env }, stdio }
  if (!canChoose()) return spawn(program, [...parameters], settings)
  return spawn('taskset', ['-c', '1', program, ...parameters], settings)
}

const canChoose = (): boolean => spawnSync('taskset', ['-c', '1', 'true']).status === 0
