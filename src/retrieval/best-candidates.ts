/** Keeps the best of many scored documents: a binary min-heap of bounded size in two arrays, the worst kept one at its root. */

/** Mutable; items 0 to `size - 1` are heap-ordered by score. */
export type BestCandidates = { readonly scores: Float64Array; readonly documents: Float64Array; size: number }

export function bestCandidates(most: number): BestCandidates {
  return { scores: new Float64Array(most), documents: new Float64Array(most), size: 0 }
}

export function offer(best: BestCandidates, score: number, document: number): void {
  if (best.size < best.scores.length) siftUp(best, best.size++, score, document)
  else if (score > (best.scores[0] as number)) siftDown(best, score, document)
}

function put(best: BestCandidates, at: number, score: number, document: number): void {
  best.scores[at] = score
  best.documents[at] = document
}

function siftUp(best: BestCandidates, from: number, score: number, document: number): void {
  let at = from
  while (at > 0) {
    const parent = (at - 1) >>> 1
    const above = best.scores[parent] as number
    if (above <= score) break
    put(best, at, above, best.documents[parent] as number)
    at = parent
  }
  put(best, at, score, document)
}

function siftDown(best: BestCandidates, score: number, document: number): void {
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= best.size) break
    if (child + 1 < best.size && (best.scores[child + 1] as number) < (best.scores[child] as number)) child++
    const below = best.scores[child] as number
    if (below >= score) break
    put(best, at, below, best.documents[child] as number)
    at = child
  }
  put(best, at, score, document)
}
