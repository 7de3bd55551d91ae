/** What a language is called in English. */

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' })

/** `de` → German; a code that nobody knows stays as it is. */
export function languageName(code: string): string {
  try {
    return names.of(code) ?? code
  } catch (error) {
    // No code at all: a feed may write anything there.
    if (error instanceof RangeError) return code
    throw error
  }
}
