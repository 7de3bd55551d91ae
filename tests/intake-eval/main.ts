/** `npm run eval:intake`: feeds, pages and the way out to the web, measured beside the libraries that do the same. */
import { parseArgs } from 'node:util'
import { type Part, printedTable, type Tell } from './table.ts'

/** Loaded when measured: the peers of one part are no burden on another. */
const PARTS: Readonly<Record<string, () => Promise<Part>>> = {
  feeds: async () => (await import('./feeds.ts')).measureFeeds,
  pages: async () => (await import('./pages.ts')).measurePages,
  network: async () => (await import('./network.ts')).measureNetwork,
}
const HELP = `npm run eval:intake -- [--only ${Object.keys(PARTS).join('|')}] [--json]
Data sets are looked for in ../shared/data; a part without its data says so.`

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help === true) {
    process.stdout.write(`${HELP}\n`)
    return 0
  }
  const names = values.only ?? Object.keys(PARTS)
  const unknown = names.find((name) => PARTS[name] === undefined)
  if (unknown !== undefined) {
    process.stderr.write(`There is no part “${unknown}”.\n${HELP}\n`)
    return 2
  }
  for (const name of names) {
    const measure = await PARTS[name]?.()
    const tables = (await measure?.(tell)) ?? null
    clear()
    if (tables === null) process.stderr.write(`${name}: its data is not here (../shared/data), so nothing was measured.\n`)
    else if (values.json === true) process.stdout.write(`${JSON.stringify({ part: name, tables })}\n`)
    else process.stdout.write(`${tables.map(printedTable).join('\n\n')}\n\n`)
  }
  return 0
}

const tell: Tell = (doing, done, total) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${doing}: ${done} of ${total}`)
}

function clear(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
}

process.exitCode = await main()
