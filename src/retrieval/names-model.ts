/** Loads the weights of the name tagger (names-model.json, written by scripts/train-names.ts) and picks the best tag by them. */
import { readFileSync } from 'node:fs'
import { learnOrdinaryWords } from './names-features.ts'
import { BUCKET_BITS, type Choose, FEATURE_COUNT, TAG_COUNT, TYPE_COUNT } from './names-tagger.ts'

/** `weights` is base64 of signed bytes, `TAG_COUNT` for each of 2^`bucketBits` buckets; `words` are ordinary words, space between. */
export type NamesModel = { readonly bucketBits: number; readonly features: number; readonly words: string; readonly weights: string }

let weights: Int8Array | undefined

/** @throws if the model file was written for another version of the tagger. */
function load(): Int8Array {
  const file = new URL('./names-model.json', import.meta.url)
  const model = JSON.parse(readFileSync(file, 'utf8')) as NamesModel
  const bytes = Buffer.from(model.weights, 'base64')
  if (model.bucketBits !== BUCKET_BITS || model.features !== FEATURE_COUNT || bytes.length !== TAG_COUNT << BUCKET_BITS)
    throw new Error(`Loading the name tagger's weights from ${file.pathname}: they fit another version. Run: node scripts/train-names.ts`)
  learnOrdinaryWords(model.words.split(' '))
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** The `choose` of the shipped model; loads it at first use. */
export function shippedModel(): Choose {
  weights ??= load()
  const w = weights
  return (features, previous) => choice(w, features, previous)
}

/** As `best` over the sums of the features' rows, with only the columns summed that may win: this is where recognition spends its time. */
function choice(w: Int8Array, features: Int32Array, previous: number): number {
  const continued = continuation(previous)
  let none = 0
  let person = 0
  let organisation = 0
  let place = 0
  let product = 0
  let other = 0
  let same = 0
  for (let k = 0; k < FEATURE_COUNT; k++) {
    const row = (features[k] as number) * TAG_COUNT
    none += w[row] as number
    person += w[row + 1] as number
    organisation += w[row + 2] as number
    place += w[row + 3] as number
    product += w[row + 4] as number
    other += w[row + 5] as number
    same += w[row + continued] as number
  }
  let winner = 0
  let top = none
  if (person > top) [winner, top] = [1, person]
  if (organisation > top) [winner, top] = [2, organisation]
  if (place > top) [winner, top] = [3, place]
  if (product > top) [winner, top] = [4, product]
  if (other > top) [winner, top] = [5, other]
  return continued > 0 && same > top ? continued : winner
}

/** The only tag that may continue a name after `previous`; 0 where none is open. */
function continuation(previous: number): number {
  return previous === 0 || previous > TYPE_COUNT ? previous : previous + TYPE_COUNT
}

/** The best tag that may follow `previous`: a name is continued only by its own type. */
export function best(values: ArrayLike<number>, previous: number): number {
  const continued = continuation(previous)
  let winner = 0
  for (let tag = 1; tag <= TYPE_COUNT; tag++) if ((values[tag] as number) > (values[winner] as number)) winner = tag
  if (continued > 0 && (values[continued] as number) > (values[winner] as number)) winner = continued
  return winner
}
