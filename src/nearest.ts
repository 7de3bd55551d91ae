/** The known name that was probably meant by a mistyped one. */

const MAX_LENGTH = 40

/** Within two edits, or one for names of three letters and less; null where nothing is that near. */
export function nearest(typed: string, names: readonly string[]): string | null {
  const word = typed.toLowerCase().slice(0, MAX_LENGTH)
  let best: string | null = null
  let bestEdits = word.length <= 3 ? 1 : 2
  for (const name of names) {
    const edits = editsBetween(word, name.toLowerCase().slice(0, MAX_LENGTH))
    if (edits < bestEdits || (edits === bestEdits && best === null)) {
      best = name
      bestEdits = edits
    }
  }
  return best
}

/** Damerau–Levenshtein with adjacent swaps (optimal string alignment): https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance */
export function editsBetween(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let edits = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits = Math.min(edits, (before[j - 2] ?? 0) + 1)
      row.push(edits)
    }
    before = above
    above = row
  }
  return above[b.length] ?? 0
}
