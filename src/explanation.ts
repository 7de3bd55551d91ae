/** Why an answer is what it is, as data: printed by `why`. */
export type Explanation = {
  readonly steps: readonly { readonly title: string; readonly rows: readonly (readonly string[])[] }[]
}
