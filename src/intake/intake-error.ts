/** Where in a file something went wrong: a line (1-based, as an editor counts), or a record, or the file as a whole. */
export type Place = { readonly line?: number; readonly record?: number }

/**
 * The world's fault, not ours: a file that cannot be read as articles. `cause` says in plain words what is wrong,
 * `wayOut` what the reader can do; nothing of the file has been imported when it is thrown.
 */
export class IntakeError extends Error {
  override readonly name = 'IntakeError'
  readonly file: string
  readonly line: number | null
  readonly record: number | null
  override readonly cause: string
  readonly wayOut: string

  constructor(file: string, cause: string, wayOut: string, place: Place = {}) {
    const where = place.line === undefined ? (place.record === undefined ? '' : `, record ${place.record}`) : `, line ${place.line}`
    super(`Cannot import ${file}${where}: ${cause}. ${wayOut}`)
    this.file = file
    this.line = place.line ?? null
    this.record = place.record ?? null
    this.cause = cause
    this.wayOut = wayOut
  }
}
