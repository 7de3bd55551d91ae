/** Google's cases of robots.txt, decided by us and by robots-parser. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { isAllowed, readRobots } from '../../src/intake/fetch/robots.ts'
import type { Table } from './table.ts'

/** It is CommonJS, and its types say otherwise. */
const robotsParser = createRequire(import.meta.url)('robots-parser') as typeof import('robots-parser').default
type Case = { readonly robots: string; readonly ua: string; readonly url: string; readonly allowed: boolean }

export function readCases(file: string): readonly Case[] {
  return JSON.parse(readFileSync(file, 'utf8')) as Case[]
}

/** As the cases mean it: the path is compared as it is written, and none is “/”. Ours is given it encoded by the parser of URLs otherwise. */
export function decides({ robots, ua, url }: Case): boolean {
  const path = /^[a-z]+:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1] ?? ''
  return isAllowed(readRobots(Buffer.from(robots), ua), path.startsWith('/') ? path : `/${path}`)
}

function peerDecides({ robots, ua, url }: Case): boolean {
  const asked = url === '' ? 'http://foo.bar/' : url
  return robotsParser(new URL('/robots.txt', asked).href, robots).isAllowed(asked, ua) ?? true
}

export function measureRobots(file: string): Table {
  const cases = readCases(file)
  const right = (decide: (one: Case) => boolean) => cases.filter((one) => decide(one) === one.allowed).length
  return {
    title: 'robots.txt: Google’s cases decided rightly',
    columns: [`of ${cases.length}`],
    rows: [
      { name: 'Newsdesk', cells: [right(decides)] },
      { name: 'robots-parser', cells: [right(peerDecides)] },
    ],
    notes: [],
  }
}
