/**
 * Trains the name tagger: softmax with AdaGrad and averaged weights (a point of F1 above the averaged perceptron) over tests/entities/train.txt and variants of it.
 * `node scripts/train-names.ts` writes src/retrieval/names-model.json; `--dev` instead holds back every fifth article and prints
 * how it did on those. The same text and seed give the same file.
 */
import { writeFileSync } from 'node:fs'
import { read } from '../src/retrieval/language.ts'
import { isOrdinaryWord, learnOrdinaryWords } from '../src/retrieval/names-features.ts'
import { best, type NamesModel } from '../src/retrieval/names-model.ts'
import {
  BUCKET_BITS,
  FEATURE_COUNT,
  LIST_FEATURES,
  TAG_COUNT,
  TAGGED_TYPES,
  TYPE_COUNT,
  tagNames,
  WORD_FEATURES,
} from '../src/retrieval/names-tagger.ts'
import { type LabelledArticle, labelledArticles } from '../tests/entities/labelled.ts'
import { randomFrom, recased, renamed } from './name-variants.ts'

const EPOCHS = 16
/** Step of AdaGrad. */
const RATE = 0.1
/** Smaller gradients are skipped. */
const NEGLIGIBLE = 0.002
/** How often a token's word features, or its list features, are hidden. */
const HIDE_WORDS = 0.25
const HIDE_LISTS = 0.1

const file = new URL('../tests/entities/train.txt', import.meta.url)
const target = new URL('../src/retrieval/names-model.json', import.meta.url)

type Trained = { readonly weights: Float64Array }

function goldTags(article: LabelledArticle, reading: ReturnType<typeof read>): Uint8Array {
  const tags = new Uint8Array(reading.tokens.length)
  let s = 0
  for (const [i, token] of reading.tokens.entries()) {
    while (s < article.spans.length && (article.spans[s]?.end ?? 0) <= token.start) s++
    const span = article.spans[s]
    if (span === undefined || token.end <= span.start) continue
    const type = TAGGED_TYPES.indexOf(span.type) + 1
    tags[i] = token.start === span.start ? type : type + TYPE_COUNT
  }
  return tags
}

function train(articles: readonly LabelledArticle[], seed: number): Trained {
  const random = randomFrom(seed)
  const size = TAG_COUNT << BUCKET_BITS
  const weights = new Float64Array(size)
  const squares = new Float64Array(size)
  const sums = new Float64Array(size)
  const scores = new Float64Array(TAG_COUNT)
  let step = 1
  const learn = (features: Int32Array, shown: number, tag: number, by: number): void => {
    for (let k = 0; k < FEATURE_COUNT; k++) {
      if (hidden(shown, k)) continue
      const at = (features[k] as number) * TAG_COUNT + tag
      squares[at] = (squares[at] as number) + by * by
      const change = (RATE * by) / Math.sqrt((squares[at] as number) + 0.1)
      weights[at] = (weights[at] as number) + change
      sums[at] = (sums[at] as number) + step * change
    }
  }
  const visit = (article: LabelledArticle): void => {
    const reading = read(article.text)
    const gold = goldTags(article, reading)
    const taught = random() < 0.5
    tagNames(reading, (features, previous, token) => {
      const wanted = gold[token] as number
      const shown = (random() < HIDE_WORDS ? 1 : 0) | (random() < HIDE_LISTS ? 2 : 0)
      scores.fill(0)
      for (let k = 0; k < FEATURE_COUNT; k++) {
        if (hidden(shown, k)) continue
        const row = (features[k] as number) * TAG_COUNT
        for (let tag = 0; tag < TAG_COUNT; tag++) scores[tag] = (scores[tag] as number) + (weights[row + tag] as number)
      }
      const chosen = best(scores, previous)
      const allowed = wanted <= TYPE_COUNT || wanted === previous || wanted - TYPE_COUNT === previous
      step++
      if (allowed) {
        // Softmax over the tags that may follow; the gradient is the share given to each, less the share it should have.
        const shares = followers(previous).map((tag) => ({ tag, share: Math.exp((scores[tag] as number) - (scores[chosen] as number)) }))
        const total = shares.reduce((sum, { share }) => sum + share, 0)
        for (const { tag, share } of shares) {
          const gradient = (tag === wanted ? 1 : 0) - share / total
          if (Math.abs(gradient) > NEGLIGIBLE) learn(features, shown, tag, gradient)
        }
      }
      return taught && allowed ? wanted : chosen
    })
  }
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const order = articles.map((article) => ({ article, key: random() })).sort((a, b) => a.key - b.key)
    for (const { article } of order) {
      visit(recased(article, 0.05, random))
      visit(recased(renamed(article, random), 0.12, random))
      visit(renamed(article, random))
    }
  }
  for (let i = 0; i < size; i++) weights[i] = (weights[i] as number) - (sums[i] as number) / step
  return { weights }
}

function hidden(shown: number, feature: number): boolean {
  return ((shown & 1) !== 0 && WORD_FEATURES.includes(feature)) || ((shown & 2) !== 0 && LIST_FEATURES.includes(feature))
}

const ALL_TAGS = Array.from({ length: TAG_COUNT }, (_, tag) => tag)
function followers(previous: number): number[] {
  return ALL_TAGS.filter((tag) => tag <= TYPE_COUNT || tag === previous || tag - TYPE_COUNT === previous)
}

/** Words that two articles or more write in lower case. */
function ordinaryWords(articles: readonly LabelledArticle[]): string[] {
  const seen = new Map<string, number>()
  for (const { text } of articles)
    for (const word of new Set(text.match(/(?<![\p{L}\p{N}-])\p{Ll}{3,}(?![\p{L}\p{N}-])/gu))) seen.set(word, (seen.get(word) ?? 0) + 1)
  return [...seen]
    .filter(([word, count]) => count >= 2 && !isOrdinaryWord(word))
    .map(([word]) => word)
    .sort()
}

function quantised({ weights }: Trained): Int8Array {
  const sorted = Float64Array.from(weights, Math.abs).sort()
  // The largest weights are few; clipping them leaves finer steps for the rest.
  const ceiling = sorted[Math.floor(sorted.length * 0.9998)] ?? 1
  return Int8Array.from(weights, (value) => Math.max(-127, Math.min(127, Math.round((value / ceiling) * 127))))
}

function developed(articles: readonly LabelledArticle[]): void {
  let [right, found, wanted, typed] = [0, 0, 0, 0]
  for (const fold of [0, 1, 2]) {
    const { weights } = train(
      articles.filter((_, i) => i % 5 !== fold),
      7,
    )
    const scores = new Float64Array(TAG_COUNT)
    for (const article of articles.filter((_, i) => i % 5 === fold)) {
      const reading = read(article.text)
      const { tags } = tagNames(reading, (features, previous) => {
        scores.fill(0)
        for (const row of features)
          for (let tag = 0; tag < TAG_COUNT; tag++) scores[tag] = (scores[tag] as number) + (weights[row * TAG_COUNT + tag] as number)
        return best(scores, previous)
      })
      const got = spansOf(tags)
      const gold = spansOf(goldTags(article, reading))
      const show = ([first, last, type]: number[]): string =>
        `${TAGGED_TYPES[(type ?? 1) - 1]?.slice(0, 3)}:${article.text.slice(reading.tokens[first ?? 0]?.start, reading.tokens[(last ?? 1) - 1]?.end)}`
      const g = new Set(gold.map(String))
      const h = new Set(got.map(String))
      found += got.length
      wanted += gold.length
      typed += got.filter((s) => g.has(String(s))).length
      const untyped = new Set(gold.map((s) => String(s.slice(0, 2))))
      right += got.filter((s) => untyped.has(String(s.slice(0, 2)))).length
      if (process.argv.includes('--errors'))
        console.log(
          'missed',
          gold
            .filter((s) => !h.has(String(s)))
            .map(show)
            .join(' | '),
          '\n  false',
          got
            .filter((s) => !g.has(String(s)))
            .map(show)
            .join(' | '),
        )
    }
  }
  console.log(
    `typed F1 ${((200 * typed) / (found + wanted)).toFixed(1)}, untyped ${((200 * right) / (found + wanted)).toFixed(1)} of ${wanted} names`,
  )
}

function spansOf(tags: Uint8Array): number[][] {
  const spans: number[][] = []
  for (const [i, tag] of tags.entries()) {
    if (tag === 0) continue
    const open = spans[spans.length - 1]
    if (tag > TYPE_COUNT && open !== undefined && open[1] === i) open[1] = i + 1
    else spans.push([i, i + 1, tag > TYPE_COUNT ? tag - TYPE_COUNT : tag])
  }
  return spans
}

const articles = labelledArticles(file)
const learnt = ordinaryWords(articles)
learnOrdinaryWords(learnt)
if (process.argv.includes('--dev')) developed(articles)
else {
  const bytes = quantised(train(articles, 7))
  const model: NamesModel = {
    bucketBits: BUCKET_BITS,
    features: FEATURE_COUNT,
    words: learnt.join(' '),
    weights: Buffer.from(bytes.buffer).toString('base64'),
  }
  writeFileSync(target, `${JSON.stringify(model, null, 2)}\n`)
  console.log(`Wrote ${target.pathname}: ${articles.length} articles, ${learnt.length} ordinary words.`)
}
