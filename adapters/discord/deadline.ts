/** What comes in time and does not fail, else `otherwise`; what comes later is nobody's. */
export async function within<T>(ms: number, otherwise: T, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<T>()
  const timer = setTimeout(() => late.resolve(otherwise), ms)
  try {
    return await Promise.race([work.catch(() => otherwise), late.promise])
  } finally {
    clearTimeout(timer)
  }
}
