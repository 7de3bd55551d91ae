/** What the index should answer, worked out document by document straight from the formula; slow and plain on purpose. */
import type { Hit, IndexDocument, SearchIndex, SearchRequest } from '../../src/retrieval/search-index.ts'

export function exactSearch(
  documents: readonly IndexDocument[],
  request: SearchRequest,
  frequency: SearchIndex['documentFrequency'] = (term) => documents.filter((document) => countIn(document, term) > 0).length,
): Hit[] {
  const meanLength = documents.reduce((sum, document) => sum + lengthOf(document), 0) / documents.length
  const hits: Hit[] = []
  for (const document of documents) {
    if (request.where && !request.where(document)) continue
    let score = 0
    for (const { term, weight } of request.terms) {
      const count = Math.min(255, countIn(document, term))
      if (count === 0 || weight <= 0) continue
      const holding = Math.min(frequency(term), documents.length)
      const rarity = Math.log(1 + (documents.length - holding + 0.5) / (holding + 0.5))
      const saturation = count + 1.2 * (1 - 0.75 + (0.75 * lengthOf(document)) / meanLength)
      score += (weight * rarity * count * 2.2) / saturation
    }
    if (score > 0) hits.push({ id: document.id, score: score * (request.boost?.(document) ?? 1) })
  }
  return hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
}

function lengthOf(document: IndexDocument): number {
  return 3 * document.titleTerms.length + document.bodyTerms.length
}

function countIn(document: IndexDocument, term: string): number {
  const times = (terms: readonly string[]): number => terms.filter((each) => each === term).length
  return 3 * times(document.titleTerms) + times(document.bodyTerms)
}
