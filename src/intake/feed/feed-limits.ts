/** The bounds of reading a feed: past them it is read in part, and a fault says so. Each is far above what any publisher sends. */
import { LIMITS } from '../limits.ts'

export type FeedLimits = {
  /** Bytes read: what is fetched is bounded by the same figure. */
  readonly bytes: number
  /** Items kept. Publishers give 10 to 100; the newsroom takes the first 1,000. */
  readonly items: number
  /** Tags, comments and CDATA sections looked at: 2,000 items of 250 each. */
  readonly marks: number
  /** Elements kept as nodes; those inside a text are none. */
  readonly nodes: number
  /** Elements inside each other. HTML in a feed reaches about 30. */
  readonly depth: number
  /** Of one element. */
  readonly attributes: number
  /** UTF-16 units of one attribute: only addresses and names are read from them. */
  readonly attributeLength: number
  /** UTF-16 units of one text before tags are taken out: twice the longest body that is stored. */
  readonly textLength: number
  /** Prefixes that are declared in one document; real feeds have up to 20. */
  readonly namespaces: number
  /** UTF-16 units of an address, or of an id, which often is one. Those of news with all their parameters have under 2,000. */
  readonly urlLength: number
  /** UTF-16 units of an address that others are relative to: each of them may repeat it. */
  readonly baseLength: number
  /** UTF-16 units of a name, a tag. */
  readonly nameLength: number
  /** Tags of one item. */
  readonly list: number
  /** Authors, who count for every item where the feed names them. */
  readonly authors: number
  /** Files of one item. */
  readonly media: number
  /** Faults told; the same fault is told once. */
  readonly faults: number
}

export const FEED_LIMITS: FeedLimits = {
  bytes: LIMITS.wholeFileBytes,
  items: 2_000,
  marks: 500_000,
  nodes: 200_000,
  depth: 100,
  attributes: 50,
  attributeLength: 10_000,
  textLength: 2 * LIMITS.bodyLength,
  namespaces: 100,
  urlLength: 4_096,
  baseLength: 500,
  nameLength: 300,
  list: 50,
  authors: 20,
  media: 10,
  faults: 20,
}

/** Phrases, each once, no more than the bound. */
export type Faults = { readonly told: readonly string[]; tell(fault: string): void }

export function faultList(max = FEED_LIMITS.faults): Faults {
  const told: string[] = []
  return {
    told,
    tell(fault) {
      if (told.length < max && !told.includes(fault)) told.push(fault)
    },
  }
}
