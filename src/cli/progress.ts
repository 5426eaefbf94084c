import { SingleBar } from 'cli-progress'

/** Shows how far a long work has come. */
export interface Progress {
  readonly start: (total: number) => void
  /** One more is done. */
  readonly step: (name: string) => void
  readonly stop: () => void
}

/** A bar on standard error when somebody sits there, else nothing: what is asked is said at the end. */
export function createProgress(isWatched = process.stderr.isTTY): Progress {
  if (!isWatched) return { start: () => undefined, step: () => undefined, stop: () => undefined }
  const bar = new SingleBar({
    format: '{bar} {value} of {total}  {name}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  })
  return {
    start: (total) => bar.start(total, 0, { name: '' }),
    step: (name) => bar.increment({ name: name.slice(-60) }),
    stop: () => bar.stop(),
  }
}
