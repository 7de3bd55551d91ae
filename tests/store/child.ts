/** Another process at the same store, for tests: `node child.ts WHAT FILE …`. Says on standard output what it did. */
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Analysed } from '../../src/store/store.ts'
import { StoreError } from '../../src/store/store-error.ts'

const [what = '', file = '', ...rest] = process.argv.slice(2)

/** Written out rather than analysed, so that a child starts in a moment. */
export function item(id: string, body = `Article ${id} of a child.`): Analysed {
  const article = {
    id,
    title: `Title ${id}`,
    headlined: true,
    publisher: 'Harbour Post',
    authors: ['Ida Brandt'],
    published: '2021-03-04',
    about: null,
    url: null,
    tags: [],
    body,
  }
  const sentences = [{ start: 0, end: body.length, paragraph: 0, tokens: 9, terms: ['articl', id] }]
  const entities = [
    { name: 'Marstal', type: 'place', aliases: ['Marstal'], spans: [] },
    { name: `Name ${id}`, type: 'person', aliases: [`Name ${id}`, id], spans: [] },
  ] as const
  return { article, analysis: { titleTerms: ['titl', id], sentences, passages: [{ first: 0, last: 1 }], entities } }
}

/** An article during whose reading, in the middle of a put, the process is killed. */
function deadly(id: string): Analysed {
  const given = item(id)
  const article = {
    ...given.article,
    get body(): string {
      process.kill(process.pid, 'SIGKILL')
      return given.article.body
    },
  }
  return { ...given, article }
}

const say = (value: unknown): boolean => process.stdout.write(`${JSON.stringify(value)}\n`)

const acts: Readonly<Record<string, () => Promise<void>>> = {
  /** FILE: reads, then tries to write. */
  async readonly() {
    const store = await openSqliteStore(file)
    const kind = await store.put([item('x')]).then(
      () => 'written',
      (error: unknown) => (error instanceof StoreError ? error.kind : String(error)),
    )
    say({ articles: await store.count({}), kind })
  },
  /** FILE PREFIX BATCHES SIZE: puts batches `PREFIX-batch-n`, saying each one's number once it is in. */
  async put() {
    const [prefix = '', batches = '1', size = '1'] = rest
    const store = await openSqliteStore(file, { busyTimeoutMs: 60_000 })
    for (let batch = 0; batch < Number(batches); batch++) {
      await store.put(Array.from({ length: Number(size) }, (_, n) => item(`${prefix}-${batch}-${n}`)))
      say(batch)
    }
    await store.close()
  },
  /** FILE SIZE AT: changes and adds SIZE articles in one put, and dies at number AT. */
  async die() {
    const [size = '0', at = '0'] = rest
    const store = await openSqliteStore(file)
    const batch = Array.from({ length: Number(size) }, (_, n) => item(n % 2 === 0 ? `kept-0-${n}` : `fresh-${n}`, `Changed ${n}.`))
    batch[Number(at)] = deadly('last')
    say('putting')
    await store.put(batch)
    say('survived')
  },
  /** FILE SIZE AT: adds SIZE articles in batches of 100 and one transaction, and dies at number AT. */
  async dieInBatches() {
    const [size = '0', at = '0'] = rest
    const store = await openSqliteStore(file)
    async function* batches() {
      for (let from = 0; from < Number(size); from += 100)
        yield Array.from({ length: 100 }, (_, n) => (from + n === Number(at) ? deadly('last') : item(`fresh-${from + n}`)))
    }
    say('putting')
    await store.putAll(batches())
    say('survived')
  },
  /** FILE: holds the write lock until it is told to end. */
  async lock() {
    const { default: Database } = await import('better-sqlite3')
    const database = new Database(file)
    database.exec('begin immediate')
    say('locked')
    process.stdin.resume()
    process.stdin.once('end', () => database.close())
  },
}
if (import.meta.main) await acts[what]?.()
