/** The reader's fault, not ours: `message` says what could not be understood and how to say it. Caught at the door (`respond.ts`). */
export class Misuse extends Error {
  override readonly name = 'Misuse'
}
