/** Where the bot lives in these tests: a store in a file, the newsroom and the reception over it, a clock that can be put forward, and a restart. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Draw, Reception, Surface } from '../../commands/command.ts'
import { type OpenDelivery, openDelivery } from '../../commands/delivery/delivery.ts'
import type { Limits } from '../../commands/reception/admission.ts'
import { type OpenReception, openReception } from '../../commands/reception/reception.ts'
import type { Article } from '../../src/article.ts'
import { type Log, openLog } from '../../src/log.ts'
import { type Newsroom, openNewsroom } from '../../src/newsroom.ts'
import { openDraw } from '../../src/rasterise.ts'
import { loadSeeds } from '../../src/seeds.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { inventedFeeds, OUTLINES } from '../invented-feeds.ts'
import { ROOT } from '../tidy/tree.ts'

export type Host = { readonly log: Log; now(): Date; readonly draw?: Draw }
export type MakeSurface = (reception: Reception, host: Host) => Surface
export type Premises = {
  readonly host: Host
  /** Lines of the log, oldest first. */
  readonly log: readonly Readonly<Record<string, unknown>>[]
  /** What is being answered, and how much was begun. */
  readonly work: { readonly begun: number; readonly ended: number }
  /** Opens everything, and starts the surface. */
  open(make: MakeSurface): Promise<void>
  /** Ends it as a process ends, and opens it anew on the same file. */
  restart(): Promise<void>
  /** What is heard next is not answered: it is as if the process ended before it could be posted. */
  dieNext(): void
  later(ms: number): void
  close(): Promise<void>
}

/** An outlet that tries to break out of its quotation marks, beside the seeded ones; it alone has an address. */
export const HOSTILE: Article = {
  id: 'hostile',
  title: 'Zarquon Ltd says *sorry* to <!channel> & @everyone [click](https://evil.example)',
  headlined: true,
  publisher: 'The Harbor Times',
  authors: ['Mara `Lind`'],
  published: '2019-05-06T09:15:00+01:00',
  about: null,
  url: 'https://harbor.example/zarquon?a=1&b=(2)',
  tags: [],
  body: 'Zarquon Ltd paid Mara Lind $7 million for <!here> **bold** _claims_ `code` <@U0ACMEANN> <https://evil.example|here>. The fine of Zarquon Ltd was set by @everyone in ||Port Vell|| ~~never~~ on <t:0:R> :skull: [more](https://evil.example) &amp; so on.',
}

/** The articles that come with Newsdesk and the hostile one, in a store that others copy. Returns them all. */
export async function fillStore(file: string): Promise<readonly Article[]> {
  const newsroom = await openNewsroom(await openSqliteStore(file))
  try {
    await loadSeeds(newsroom, join(ROOT, 'seeds/articles'), () => undefined)
    await newsroom.add([HOSTILE])
    const articles: Article[] = []
    for await (const { article } of newsroom.store.everything()) articles.push(article)
    return articles
  } finally {
    await newsroom.close()
  }
}

export async function copiedStore(master: string): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'newsdesk-conformance-'))
  const file = join(folder, 'newsdesk.db')
  await copyFile(master, file)
  return { file, remove: () => rm(folder, { recursive: true }) }
}

type Open = { readonly newsroom: Newsroom; readonly reception: OpenReception; readonly delivery: OpenDelivery; readonly surface: Surface }

export async function openPremises(master: string, limits: Partial<Limits>, draws: boolean): Promise<Premises> {
  const { file, remove } = await copiedStore(master)
  const log: Readonly<Record<string, unknown>>[] = []
  const work = { begun: 0, ended: 0, isDying: false }
  let aheadMs = 0
  const now = () => new Date(Date.now() + aheadMs)
  const own = openLog({ level: 'info', secrets: [], now, write: (line) => void log.push(JSON.parse(line)) })
  const host: Host = { now, log: own, ...(draws ? { draw: openDraw(own) } : {}) }
  let made: MakeSurface | null = null
  let current: Open | null = null

  const open = async (make: MakeSurface): Promise<void> => {
    made = make
    const newsroom = await openNewsroom(await openSqliteStore(file))
    const surfaces: Surface[] = []
    const holder = { name: 'test/1/1', isGone: () => false }
    // Nothing turns it: what is posted unasked has tests of its own.
    const delivery = openDelivery({ room: newsroom, log: host.log, zone: 'UTC', now, holder, outlets: surfaces })
    const room = { ...newsroom, delivery, feeds: inventedFeeds(OUTLINES), health: () => surfaces.map((surface) => surface.health()) }
    const reception = openReception({ room, log: host.log, zone: 'UTC', now, limits: { perUser: 1_000, perChannel: 1_000, ...limits } })
    const surface = make(counting(reception, work), host)
    surfaces.push(surface)
    current = { newsroom, reception, delivery, surface }
    await surface.start()
    await reception.resume(surface)
  }
  const shut = async (): Promise<void> => {
    if (current === null) return
    await current.delivery.close()
    await current.surface.close()
    await current.reception.close()
    await current.newsroom.close()
    current = null
  }
  return {
    host,
    log,
    work,
    open,
    async restart() {
      await shut()
      if (made !== null) await open(made)
    },
    dieNext: () => {
      work.isDying = true
    },
    later: (ms) => {
      aheadMs += ms
    },
    async close() {
      await shut()
      await remove()
    },
  }
}

const DEATH = 'the process ended here'

/** The same reception, with its work counted. */
function counting(reception: Reception, work: { begun: number; ended: number; isDying: boolean }): Reception {
  const dying = (surface: Surface): Surface => ({ ...surface, post: () => Promise.reject(new Error(DEATH)) })
  return {
    ...reception,
    async receive(said, surface) {
      work.begun++
      const isDying = work.isDying
      work.isDying = false
      try {
        await reception.receive(said, isDying ? dying(surface) : surface)
      } finally {
        work.ended++
      }
    },
  }
}

/** Errors in the log, but that of a death that was arranged. */
export function errorsIn({ log }: Premises): readonly string[] {
  return log
    .filter(({ level }) => level === 'error')
    .map((line) => JSON.stringify(line))
    .filter((line) => !line.includes(DEATH))
}
