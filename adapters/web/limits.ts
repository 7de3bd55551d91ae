/** The numbers of the reading room, each with its reason. Lengths of texts are in UTF-16 units. */

/** The first port that is tried where none was chosen. */
export const FIRST_PORT = 4321
/** Ports after which another program's are not gone through any further. */
export const PORT_TRIES = 20

export const LIMITS = {
  /** A page of a paper has fewer; what is longer is no question. */
  question: 2_000,
  /** A name that an article prints, an id, an outlet: none of the stored ones is longer. */
  name: 500,
  /** Passages marked in one article: an answer quotes fewer. */
  passages: 50,
  /** Pages of an outlet. */
  pages: 100_000,
  /** Passages that a search shows on its page. */
  found: 30,
  /** Passages that a program may ask for. */
  mostFound: 100,
  /** Bytes of a form: it has a command line or a token in it, and nothing else. */
  formBytes: 8 * 1024,
  /** Bytes of JSON: a question of 2,000 characters, all of them escaped, is 12,000. */
  jsonBytes: 64 * 1024,
  /** Bytes of the request line and the headers. */
  headerBytes: 16 * 1024,

  /** Answers are made on one thread: more than two at a time would only make each of them later. */
  atOnce: 2,
  /** Questions that wait for their turn; a question takes some 20 ms, so that the last of them waits a few seconds. */
  waiting: 200,
  /** Who has waited so long has gone away, or should come again later. */
  waitMs: 20_000,
  /** The same question within seconds is a reader who reloads, or many who read the same paper: it has the same answer. */
  recentMs: 5_000,
  /** Answers that are kept so long; one of them is some 20 kB. */
  recent: 64,

  /** A client that is slower to say what it wants holds a connection for nothing. */
  headersMs: 10_000,
  /** With the body, which is 64 kB at most. */
  requestMs: 20_000,
  /** How often the two before are looked after. */
  checkMs: 1_000,
  /** Longer than a reader takes from one page to the next would only hold connections. */
  keepAliveMs: 10_000,
  /** Without a byte in either direction: longer than the longest wait for a turn, and the answer after it. */
  idleMs: 45_000,
  /** Asked on one connection before the first of them is answered: browsers wait, and no single packet shall keep the thread. */
  inOneBreath: 20,
  /** A connection begins anew after so many: nobody holds one for ever. */
  requestsOnSocket: 1_000,
  /** Under the 1,024 files that a process may open on many machines, with room for the rest. */
  connections: 800,
  /** From one address, where no proxy stands before: what a household of browsers needs, and far fewer than all. */
  connectionsOfOne: 250,
  /** What is in hand when it is closed. */
  closeMs: 5_000,

  /** Tries to sign in, a minute from one address: a token has no fewer than 16 characters, so that guessing them takes ages. */
  signIns: 10,
  /** Pages, and words completed as they are typed, for each question that may be asked. */
  looksPerQuestion: 5,
  /** Addresses whose rate is remembered; the one that was quiet longest is forgotten first. */
  addresses: 10_000,
} as const

export type Limits = { readonly [name in keyof typeof LIMITS]: number }
