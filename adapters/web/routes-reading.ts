/** Pages for readers. */
import type { Coverage } from '../../src/answer.ts'
import { type Asking, askedNow, charge, type Desk, frameOf, managerOf, paramsOf, shown } from './desk.ts'
import { KEEP } from './headers.ts'
import type { ArticlePage, EntityPage, OutletPage, StoryPage } from './host.ts'
import type { Frame, Html } from './page.ts'
import { articlePage } from './pages/article.ts'
import { askPage } from './pages/ask.ts'
import { entityPage } from './pages/entity.ts'
import { frontPage } from './pages/front.ts'
import { namesPage } from './pages/names.ts'
import { outletPage } from './pages/outlet.ts'
import { searchPage } from './pages/search.ts'
import { storyPage } from './pages/story.ts'
import { nameIn, pageIn, questionIn, rangesIn } from './read.ts'
import { notFound } from './refusal.ts'
import type { Ways } from './ways.ts'

const FRONT = '/'

export function readingWays(desk: Desk): Ways {
  return { ...aboutWays(desk), ...askedWays(desk) }
}

/** Pages about one thing each. */
function aboutWays(desk: Desk): Ways {
  const { host } = desk
  const tools = { draw: (coverage: Coverage) => host.draw(coverage) }

  /** The page, or that there is no such thing. */
  async function about<T>(c: Asking, key: string, find: () => Promise<T | null>, page: (found: T, frame: Frame) => Html) {
    charge(c, desk, 'looks')
    const found = await desk.turns.take(key, c.req.raw.signal, find)
    if (found === null) throw notFound()
    const frame = frameOf(c, desk, await managerOf(c, desk))
    return shown(c, frame, KEEP.shortly, page(found, frame))
  }
  const named = (c: Asking, name: string) => nameIn(c.req.param(name) ?? '')

  return {
    '/': { get: (c) => about(c, 'front', () => host.front(askedNow(desk)), frontPage) },
    '/names': { get: (c) => about(c, 'names', () => host.names(), namesPage) },
    '/article/:id': {
      get: (c) => {
        const id = named(c, 'id')
        const passages = rangesIn(paramsOf(c))
        const page = (found: ArticlePage, frame: Frame) => {
          const within = passages.filter(({ end }) => end <= found.article.body.length)
          return articlePage(found, within, frame)
        }
        return about(c, keyOf('article', id), () => host.article(id), page)
      },
    },
    '/entity/:name': {
      get: (c) => {
        const name = named(c, 'name')
        const page = (found: EntityPage, frame: Frame) => entityPage(found, frame, tools)
        return about(c, keyOf('entity', name), () => host.entity(name, askedNow(desk)), page)
      },
    },
    '/story/:id': {
      get: (c) => {
        const id = named(c, 'id')
        const page = (found: StoryPage, frame: Frame) => storyPage(found, frame, tools)
        return about(c, keyOf('story', id), () => host.story(id, askedNow(desk)), page)
      },
    },
    '/outlet/:name': {
      get: (c) => {
        const name = named(c, 'name')
        const n = pageIn(paramsOf(c))
        const page = (found: OutletPage, frame: Frame) => outletPage(found, frame, tools)
        return about(c, keyOf('outlet', name, n), () => host.outlet(name, n, askedNow(desk)), page)
      },
    },
  }
}

/** Pages of whatever words. */
function askedWays(desk: Desk): Ways {
  const { host, limits } = desk
  const tools = { draw: (coverage: Coverage) => host.draw(coverage) }
  return {
    '/ask': {
      get: async (c) => {
        const { q, after } = questionIn(paramsOf(c))
        if (q === '') return c.redirect(FRONT)
        charge(c, desk, 'questions')
        const reading = await readQuestion(desk, q, after, c.req.raw.signal)
        const frame = frameOf(c, desk, await managerOf(c, desk), { q, after })
        return shown(c, frame, KEEP.own, askPage(reading, { q, after }, frame, tools), reading.outcome.kind === 'failed' ? 500 : 200)
      },
    },
    '/search': {
      get: async (c) => {
        const { q } = questionIn(paramsOf(c))
        if (q === '') return c.redirect(FRONT)
        charge(c, desk, 'questions')
        const rows = await search(desk, q, limits.found, c.req.raw.signal)
        const frame = frameOf(c, desk, await managerOf(c, desk), { q })
        return shown(c, frame, KEEP.own, searchPage(q, rows, frame))
      },
    },
  }
}

/** The same question has the same answer for some seconds, whoever asks it and wherever. */
export function readQuestion(desk: Desk, q: string, after: string | null, signal: AbortSignal) {
  return desk.turns.take(keyOf('ask', q, after), signal, () => desk.host.read(q, after, askedNow(desk)), true)
}

export function search(desk: Desk, q: string, limit: number, signal: AbortSignal) {
  return desk.turns.take(keyOf('search', q, limit), signal, () => desk.host.search(q, askedNow(desk), limit), true)
}

/** One text that only the same parts have. */
export function keyOf(...parts: readonly (string | number | null)[]): string {
  return JSON.stringify(parts)
}
