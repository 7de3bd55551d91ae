import { inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type Coverage, coverageAlt } from '../src/answer.ts'
import type { Log } from '../src/log.ts'
import { openDraw } from '../src/rasterise.ts'

const COVERAGE: Coverage = {
  type: 'coverage',
  title: 'Coverage of “Momenta” & <others>',
  per: 'month',
  columns: ['2020-01', '2020-02', '2020-03'],
  series: [
    { label: 'Caixin Global', values: [1, 0, 8] },
    { label: 'TechCrunch', values: [0, 2, 4] },
  ],
  undated: 0,
}

function logged(): { log: Log; events: unknown[] } {
  const events: unknown[] = []
  const write = (event: string, fields?: object) => events.push({ event, ...fields })
  return { log: { debug: write, info: write, warn: write, error: write }, events }
}

/** Width and height that a PNG says, and how often each colour is in its pixels. */
function read(png: Uint8Array): { width: number; height: number; colours: ReadonlyMap<string, number> } {
  const bytes = Buffer.from(png)
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  const data: Buffer[] = []
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)))
  const [width, height, channels] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes[25] === 6 ? 4 : 3]
  return { width, height, colours: colours(inflateSync(Buffer.concat(data)), width, height, channels) }
}

/** Undoes the five filters of PNG, line by line. */
function colours(raw: Buffer, width: number, height: number, channels: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const length = width * channels
  let above = Buffer.alloc(length)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (length + 1)] ?? 0
    const line = Buffer.from(raw.subarray(y * (length + 1) + 1, (y + 1) * (length + 1)))
    for (let i = 0; i < length; i++) {
      const [left, up, corner] = [line[i - channels] ?? 0, above[i] ?? 0, above[i - channels] ?? 0]
      const added = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
      line[i] = ((line[i] ?? 0) + added) & 255
    }
    for (let x = 0; x < length; x += channels) {
      const colour = line.toString('hex', x, x + 3)
      counts.set(colour, (counts.get(colour) ?? 0) + 1)
    }
    above = line
  }
  return counts
}

function paeth(left: number, up: number, corner: number): number {
  const by = (value: number) => Math.abs(left + up - corner - value)
  return by(left) <= by(up) && by(left) <= by(corner) ? left : by(up) <= by(corner) ? up : corner
}

describe('openDraw', () => {
  test('makes a picture of twice the size, on white, in which the bars and letters are', async () => {
    const { log, events } = logged()
    const picture = await openDraw(log)(COVERAGE)
    expect(picture).toMatchObject({ width: 1_440, height: 600, alt: coverageAlt(COVERAGE) })
    const { width, height, colours } = read(picture?.png ?? new Uint8Array())
    expect([width, height]).toEqual([1_440, 600])
    expect(colours.get('ffffff')).toBeGreaterThan(400_000)
    const [blue = 0, ochre = 0, ink = 0] = ['1f4f9e', 'bd8110', '1a1a1a'].map((colour) => colours.get(colour))
    // 9 articles of the first outlet, 6 of the second.
    expect(blue / ochre).toBeCloseTo(1.5, 1)
    expect(ink).toBeGreaterThan(1_000)
    expect(events).toEqual([])
  })

  test('draws many at once, each as it is alone, and turns away what would wait too long', async () => {
    const { log, events } = logged()
    const draw = openDraw(log)
    const alone = await draw(COVERAGE)
    const drawn = await Promise.all(Array.from({ length: 24 }, () => draw(COVERAGE)))
    const made = drawn.filter((picture) => picture !== null)
    expect(made).toHaveLength(22)
    for (const picture of made) expect(Buffer.from(picture.png).equals(alone?.png ?? new Uint8Array())).toBe(true)
    expect(events).toHaveLength(2)
    expect(await draw(COVERAGE)).not.toBeNull()
  })

  test('draws nothing where a name would be empty boxes, and says so', async () => {
    const { log, events } = logged()
    // Unassigned for ever in a block of letters that no font of the system has: Osmanya, Linear A.
    const script = { ...COVERAGE, series: [{ label: '\u{10600}\u{10601}', values: [1, 2, 3] }] }
    const draw = openDraw(log)
    expect(await draw(script)).toBeNull()
    expect(await draw(script)).toBeNull()
    expect(events).toEqual(Array(2).fill({ event: 'a chart was not drawn', reason: 'no font of this machine has the letter \u{10601}' }))
  })

  test('draws what is hostile', async () => {
    const { log, events } = logged()
    const hostile = '</text><script>alert(1)</script><image href="file:///etc/passwd"/>\u0000\ufffe\ud800&#0;&undefined;'
    const picture = await openDraw(log)({ ...COVERAGE, title: hostile, series: COVERAGE.series.map((one) => ({ ...one, label: hostile })) })
    expect(events).toEqual([])
    expect(read(picture?.png ?? new Uint8Array()).width).toBe(1_440)
  })
})
