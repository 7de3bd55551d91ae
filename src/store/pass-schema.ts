/** The table of what lets managers in, in the same portable types as the rest (`schema.ts`). */
export type PassTables = { passes: PassesTable }

type PassesTable = {
  hash: string
  kind: string
  /** null: who runs Newsdesk. */
  owner: string | null
  /** JSON, opaque. */
  who: string
  expires_ms: number
}
