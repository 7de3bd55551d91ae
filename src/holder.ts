/** The name of a process among those that share a store, and whether another's is of one that is gone. */

export type Holder = { readonly name: string; isGone(name: string): boolean }
const NAME = /^(.+)\/(\d{1,10})\/(\d{1,16})$/s

/** `host/pid/start`. Of other machines nothing is known, so that theirs are never gone. A process id that is ours was an earlier run's, as in a container where each is 1. */
export function holderOf(
  self: { readonly host: string; readonly pid: number; readonly startedMs: number },
  isAlive: (pid: number) => boolean,
): Holder {
  const name = `${self.host}/${self.pid}/${self.startedMs}`
  return {
    name,
    isGone(other) {
      const [, host, pid] = NAME.exec(other) ?? []
      if (host !== self.host || other === name) return false
      return Number(pid) === self.pid || !isAlive(Number(pid))
    },
  }
}

/** Signal 0 asks the system only whether it could be sent; EPERM says that there is somebody. */
export function isAlive(pid: number, kill: (pid: number, signal: 0) => unknown): boolean {
  try {
    kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
