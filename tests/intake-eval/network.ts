/** The way out to the web, measured: which addresses are dialled that must not be, which robots.txt is understood, and how what goes wrong ends. */
import { readFileSync } from 'node:fs'
import { ODD_URLS } from '../intake/fetch/odd-addresses.ts'
import { shared } from './data.ts'
import { WAYS_OUT } from './network-clients.ts'
import { measureDials } from './network-dials.ts'
import { measureFaults } from './network-faults.ts'
import { measureRobots } from './network-robots.ts'
import type { Part } from './table.ts'

export const measureNetwork: Part = async (tell) => {
  const [payloads, robots] = [shared('security/ssrf-urls.json'), shared('feeds/robots-google.json')]
  if (payloads === null || robots === null) return null
  return [
    await measureDials({ payloads: readPayloads(payloads), spellings: ODD_URLS, openers: WAYS_OUT }, tell),
    measureRobots(robots),
    await measureFaults(),
  ]
}

export function readPayloads(file: string): readonly string[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly url: string }[]).map(({ url }) => url)
}
