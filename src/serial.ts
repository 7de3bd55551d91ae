/** Work that must not overlap. */

export type Serial = <T>(task: () => Promise<T>) => Promise<T>

/** Runs tasks one after another; one that fails rejects its own promise only. */
export function serial(): Serial {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const result = last.then(task)
    last = result.catch(() => undefined)
    return result
  }
}
