import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DOUBTFUL, NATIONS, PLACES } from '../src/zone-words.ts'
import { findZones, isCountry, isDoubtful, zoneNamed, zonesAtOffset, zonesLike, zonesMeant } from '../src/zones.ts'

describe('the name of a zone', () => {
  test.each([
    ['Europe/Paris', 'Europe/Paris'],
    ['  europe/paris ', 'Europe/Paris'],
    ['UTC', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['US/Eastern', 'America/New_York'],
    ['PRC', 'Asia/Shanghai'],
    ['Japan', 'Asia/Tokyo'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ])('%s is %s', (typed, zone) => void expect(zoneNamed(typed)).toBe(zone))

  // The engine takes several of these: EST for Panama, which has no summer time, is not what anybody means who types it in New York.
  test.each([
    '',
    '+01:00',
    '-05:00',
    'EST',
    'PST',
    'CET',
    'GMT',
    'MST',
    'EST5EDT',
    'Mars/Olympus',
    'Paris',
    'MIT',
    'NET',
    'ACT',
    'BET',
    'SST',
    'x'.repeat(1000),
  ])('%j is none', (typed) => void expect(zoneNamed(typed)).toBe(null))
})

describe('what words mean', () => {
  test.each([
    ['new york', 'America/New_York'],
    ['NYC', 'America/New_York'],
    ['Beijing', 'Asia/Shanghai'],
    ['San Francisco', 'America/Los_Angeles'],
    ['Washington D.C.', 'America/New_York'],
    ['são paulo', 'America/Sao_Paulo'],
    ['Zürich', 'Europe/Zurich'],
    ['port-au-prince', 'America/Port-au-Prince'],
    ['Mumbai', 'Asia/Kolkata'],
    ['calcutta', 'Asia/Kolkata'],
    ['Kiev', 'Europe/Kyiv'],
    ['germany', 'Europe/Berlin'],
    ['St. Louis', 'America/Chicago'],
    ['United Kingdom', 'Europe/London'],
    ['Timor-Leste', 'Asia/Dili'],
    ['Türkiye', 'Europe/Istanbul'],
    ['東京', 'Asia/Tokyo'],
    ['Київ', 'Europe/Kyiv'],
    ['JST', 'Asia/Tokyo'],
  ])('%s is %s', (typed, zone) => {
    expect(zonesMeant(typed)).toEqual([zone])
    expect(findZones(typed, 3)[0]).toBe(zone)
  })

  test('abbreviations and large countries mean several', () => {
    expect(zonesMeant('CET')).toEqual(['Europe/Paris', 'Europe/Berlin', 'Europe/Madrid'])
    expect(zonesMeant('gmt')).toEqual(['UTC', 'Europe/London'])
    expect(zonesMeant('usa').length).toBeGreaterThan(3)
    expect(zonesMeant('San Juan')).toEqual(['America/Puerto_Rico', 'America/Argentina/San_Juan'])
    expect([isDoubtful('AKST'), isDoubtful('utc'), isDoubtful('Tokyo')]).toEqual([true, false, false])
  })

  test('the tables name zones that there are, as they are spelled today, and no word twice', () => {
    const zones = [...[...PLACES, ...NATIONS].map(([zone]) => zone), ...DOUBTFUL.flatMap(([names]) => names.split(' '))]
    expect(zones.filter((zone) => zoneNamed(zone) !== zone)).toEqual([])
    const words = [...PLACES, ...NATIONS, ...DOUBTFUL].flatMap(([, list]) => list.split(', '))
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([])
  })
})

describe('a search', () => {
  test.each([
    ['Europe/Pari', 'Europe/Paris'],
    ['Europe/Prais', 'Europe/Paris'],
    ['Sanghai', 'Asia/Shanghai'],
    ['tokio', 'Asia/Tokyo'],
    ['new yrok', 'America/New_York'],
    ['berlni', 'Europe/Berlin'],
    ['sydny', 'Australia/Sydney'],
    ['York', 'America/New_York'],
    ['San Fran', 'America/Los_Angeles'],
  ])('%s finds %s', (typed, zone) => void expect(findZones(typed, 3)).toContain(zone))

  test('an offset finds well-known places that have it in winter or in summer', () => {
    expect(zonesAtOffset('UTC+2')).toEqual(expect.arrayContaining(['Europe/Berlin', 'Europe/Kyiv', 'Africa/Johannesburg']))
    expect(zonesAtOffset('gmt -05:00')).toEqual(expect.arrayContaining(['America/New_York', 'America/Chicago', 'America/Bogota']))
    expect(zonesAtOffset('+5:30')).toEqual(['Asia/Kolkata'])
    expect(findZones('UTC+9', 9)).toEqual(zonesAtOffset('UTC+9'))
    expect([zonesAtOffset('UTC+13:37'), zonesAtOffset('UTC'), zonesAtOffset('Paris')]).toEqual([[], [], []])
  })

  test('of a word in a sentence it is less: a name that begins with it, or that is mistyped', () => {
    expect(zonesLike('Pris', 3)).toContain('Europe/Paris')
    expect(zonesLike('york', 3)).toEqual(['America/New_York'])
    expect(zonesLike('Europe/Prais', 1)).toEqual(['Europe/Paris'])
    for (const word of ['last', 'post', 'past', 'all', 'our', 'can', 'end', 'may', 'news', 'cars'])
      expect(zonesLike(word, 3), word).toEqual([])
  })

  test('a country is one, a city and a zone are none', () => {
    expect(['China', 'jordan', 'Türkiye', 'united kingdom'].map(isCountry)).toEqual([true, true, true, true])
    expect(['Paris', 'Asia/Tokyo', 'Georgia'].map(isCountry)).toEqual([false, false, false])
  })

  test('what begins with the words comes before what contains them', () => {
    expect(findZones('Europe/Par', 25)).toEqual(['Europe/Paris'])
    expect(findZones('lon', 5)).toContain('Europe/London')
    expect(findZones('york', 25)).toEqual(['America/New_York'])
  })

  test('nothing typed: the first ones; nothing like it: none', () => {
    expect(findZones('', 3)).toEqual(['UTC', 'Africa/Abidjan', 'Africa/Accra'])
    expect(findZones('qqqqqqqq', 3)).toEqual([])
  })

  test('every zone of the engine is found by its name and by its city', () => {
    const lost = Intl.supportedValuesOf('timeZone').filter((name) => {
      const zone = zoneNamed(name) ?? ''
      const city = name.slice(name.lastIndexOf('/') + 1).replaceAll('_', ' ')
      return findZones(name, 1)[0] !== zone || !findZones(city, 5).includes(zone)
    })
    expect(lost).toEqual([])
  })

  test('any text gives zones that there are, each once, and no more than asked for', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom('Paris', 'EST', 'toString')),
        fc.integer(),
        (typed, limit) => {
          const found = findZones(typed, limit)
          expect(found.length).toBeLessThanOrEqual(Math.max(1, limit))
          expect(new Set(found).size).toBe(found.length)
          expect(found.filter((zone) => zoneNamed(zone) !== zone)).toEqual([])
        },
      ),
      { numRuns: 300 },
    )
  })
})
