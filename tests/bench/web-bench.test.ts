import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import '../peers/guard.ts'
import { CHROMIUM } from '../web/browser.ts'
import { seedArticles, seedCorpus } from './seed-corpus.ts'
import { run } from './web-askers.ts'
import { measureWeb } from './web-bench.ts'
import { webGoals, webReport } from './web-report.ts'

test('a little of everything gives every figure, no fault, and reads as Markdown', async () => {
  const few = { questions: 6, processes: 1, requests: 20, articles: 30, askers: 3, rounds: 2, slow: 0, folder: null }
  const figures = await measureWeb(seedCorpus(await seedArticles()), few, () => undefined)
  const { cold, answers, rates, load, weights } = figures
  const numbers = [
    ...[cold.frontMs, cold.nextMs, cold.answerMs, answers.page.p50, answers.api.p50, answers.bare.p50],
    ...rates.flatMap(({ perSecond, barePerSecond, cpuMs }) => [perSecond, barePerSecond, cpuMs]),
    ...[load.alone.p50, load.ms.p99, load.perSecond, load.cpuMsAnAnswer, load.rssMegabytes],
  ]
  expect(numbers.filter((number) => !(Number.isFinite(number) && number > 0))).toEqual([])
  expect(rates.map(({ page }) => page)).toEqual(['front', 'answer', 'article', 'entity'])
  expect(load).toMatchObject({ requests: 6, statuses: { '200': 6 }, faults: [] })
  expect(load.oversize.every((came) => /^4\d\d$|^closed$/.test(came))).toBe(true)
  expect(weights === null).toBe(CHROMIUM === null)
  for (const { bytes, chartBytes } of weights ?? []) expect(bytes).toBeGreaterThan(chartBytes)
  const report = webReport(figures)
  for (const { goal } of webGoals(figures)) expect(report).toContain(goal)
  expect(report).not.toMatch(/NaN|undefined|Fault/)
}, 120_000)

test('those who ask count what they are told, and see slow connections shut', async () => {
  const server = createServer({ headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 }, (request, response) => {
    response.statusCode = request.url === '/no' ? 503 : 200
    response.end('four')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const errand = { origin, paths: ['/', '/no'], askers: 2, requests: 10, slow: 3, holdMs: 1_500, oversize: 1 }
    const figures = await run(errand)
    expect(figures).toMatchObject({ statuses: { '200': 5, '503': 5 }, bytes: 40, faults: [], slowShut: 3, slowOpen: 0 })
    expect(figures.oversize).toHaveLength(1)
    expect(figures.oversize[0]).toMatch(/^431$|^closed$/)
  } finally {
    server.closeAllConnections()
    server.close()
  }
  const away = await run({ origin: 'http://127.0.0.1:1', paths: ['/'], askers: 1, requests: 2, slow: 0, holdMs: 0, oversize: 0 })
  expect(away).toMatchObject({ ms: [] })
  expect(away.faults).toHaveLength(2)
})
