/** What happens, as who counts it is told: a port, so that what is counted does not know how. Nothing in it names a person, a question or an address. */

export type Meter = {
  /** A command was answered. `seconds`: from its reading to its answer, without what the platform took. */
  answered(what: {
    readonly surface: string
    readonly command: string
    readonly kind: 'answered' | 'nothing' | 'misuse' | 'failed'
    readonly seconds: number
  }): void
  /** A page or a call of the API was served. `route`: its pattern. */
  served(route: string, status: number, seconds: number): void
  /** A feed was fetched. */
  fetched(outcome: 'new' | 'unchanged' | 'failed', articles: number): void
}
