import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type DumpReading, readDump } from '../../src/intake/dump.ts'

const load = (name: string, publisher: string | null = null): DumpReading =>
  readDump(readFileSync(join(import.meta.dirname, 'dumps', `${name}.txt`), 'utf8'), { zone: null, publisher })
const short = (reading: DumpReading) =>
  reading.articles.map(({ article }) => [article.title, article.authors.join(' & '), article.published])
const ends = (reading: DumpReading) => reading.articles.map(({ article }) => [article.body.slice(0, 20), article.body.slice(-20)])
const reasons = (reading: DumpReading) => Object.fromEntries(reading.leftOut.map((each) => [each.text, each.reason]))

test('headline, byline, text; furniture at both ends', () => {
  const reading = load('bylined')
  expect(short(reading)).toEqual([
    ['Council backs floating library for Carrig harbour', 'Aoife Brannock & Tom Delahunt', '2021-03-03T09:00:00+00:00'],
    ['Brewery to hire 60 as exports climb', 'Tom Delahunt', '2021-03-02T18:40:00+00:00'],
    ['Ferry strike enters second week', 'Siobhan Rafferty', '2021-03-01T11:15:00+00:00'],
  ])
  expect(ends(reading)).toEqual([
    ['Carrig town council ', 'floods twice a year.'],
    ['Gullane Brewing will', ' fill bottles there.'],
    ['Crews of the Inis fe', 'e, has offered 3.5%.'],
  ])
  expect(reading.articles[0]?.article.body).toContain('\n\nWhat it will cost\n\n')
  expect(reading.articles.every(({ article }) => article.publisher === 'The Northern Ledger')).toBe(true)
  expect(reading.notes.join()).toContain('read as Europe/Dublin because the masthead says Ireland')
  expect(reasons(reading)).toMatchObject({
    'Photo: Orla Quill': 'photo credit',
    'Share this article': 'share buttons',
    'Privacy Policy': 'copyright and legal',
  })
})

test('headlines and sub-headings without bylines are told apart by what the text speaks of', () => {
  const reading = load('plain-headlines')
  expect(short(reading).map(([title]) => title)).toEqual([
    'Kestrel Motors to build its first electric tractor in Turin',
    'Almond growers lose a third of harvest to April frost',
    'Seed bank in Tartu opens vault to hobby gardeners',
  ])
  expect(reading.articles[0]?.article).toMatchObject({ publisher: 'The Furrow Post', published: null, headlined: true })
})

test('names alone over a date', () => {
  expect(short(load('names-then-dates'))).toEqual([
    ['Tram drivers win right to heated seats', 'Hanna Lindqvist', '2022-01-12'],
    ['Museum returns bronze bell to island village', 'Per Aldén & Hanna Lindqvist', '2022-01-11'],
    ['Bakery queue breaks record as saffron bun returns', 'Olle Strand', '2022-01-10'],
  ])
  expect(load('names-then-dates').articles.map(({ article }) => article.tags)).toEqual([['transport', 'labour'], ['museums'], []])
})

test('headlines of a list find their texts; what does not clearly fit stays without', () => {
  const reading = load('agencies')
  expect(reading.articles.map(({ article, headlineSource }) => [headlineSource, article.headlined, article.authors[0]])).toEqual([
    ['list', true, 'Jane Doe'],
    ['list', true, 'Milan Kovar'],
    ['none', false, 'Ines Okoro'],
  ])
  expect(reading.articles[2]?.article.title).toMatch(/^A 19-year-old student swam .*…$/)
  expect(reading.articles[0]?.article.publisher).toBe('Pacific Courier')
  expect(reasons(reading)).toMatchObject({
    'Rice harvest best in a decade': 'headline without a text',
    '(Reporting by Milan Kovar)': 'reporting credit',
  })
})

test('bylines under the texts', () => {
  expect(short(load('signed-below'))).toEqual([
    ['School garden feeds a whole street', 'Grace Whitcombe', '2020-10-05'],
    ['Lighthouse keeper retires after 44 years', 'Iain Lorne', '2020-10-02'],
  ])
})

test('“Published:” and “Updated:” lines; a list of other headlines at the foot', () => {
  const reading = load('published-lines')
  expect(short(reading)).toEqual([
    ['Chip maker Solenta opens plant in Ghent', '', '2022-05-11T08:30:00+00:00'],
    ['Open map project passes ten million bridges', '', '2022-05-10T17:05:00+00:00'],
  ])
  expect(reading.articles[0]?.article).toMatchObject({ publisher: 'Byteline', tags: ['chips', 'ghent'] })
  expect(reading.notes).toContain('3 headlines without a text left out')
})

test('wrapped lines, section names, rules across the page', () => {
  const reading = load('wrapped')
  expect(short(reading).map(([title]) => title)).toEqual([
    'Reservoir at Penhallow full for first time since 2017',
    'Pupils of Bude win robot contest with a tea-making crab',
    'Lost ballad found in the binding of a cookbook',
  ])
  expect(reading.articles[1]?.article.body.split('\n\n')).toHaveLength(2)
  expect(reading.articles[2]?.article.publisher).toBe('THE VALE OBSERVER')
})

test('no blank lines at all; date over headline over byline', () => {
  expect(short(load('tight'))).toEqual([
    ['Nile barge firm orders twelve solar boats', 'Samir Fathy', '2022-06-15'],
    ['Cotton mill reopens after fire', 'Dina Halim', '2022-06-14'],
    ['Date exporters look to Indonesia', 'Samir Fathy & Dina Halim', '2022-06-14'],
  ])
})

test('section, headline, standfirst, name, date', () => {
  const reading = load('standfirst')
  expect(short(reading)).toEqual([
    ['The harbour needs a night ferry, not another bridge', 'Rosalind Achebe', '2023-04-04T07:00:00+01:00'],
    ["Rats eat through cables and halt the museum's dinosaur", 'Bartholomew Quince', '2023-04-03T16:45:00+01:00'],
  ])
  expect(reading.articles[0]?.article.body).toMatch(/^A crossing after dark/)
})

test('a round-up keeps its sections and lists; tags end it', () => {
  const reading = load('round-up-subheads')
  expect(reading.articles.map(({ article }) => [article.title, article.publisher])).toEqual([
    ['Orbita raises $80 million to sweep up dead satellites', 'Signal Lamp'],
    ['Valve fault keeps Pelican rocket on the ground', 'Signal Lamp'],
  ])
  expect(reading.articles[0]?.article.body).toContain('Skylark delayed its launch')
})

describe('options', () => {
  test('a publisher that is given overrides', () => {
    expect(load('bylined', 'Elsewhere').articles[0]?.article.publisher).toBe('Elsewhere')
  })

  test('a zone that is given overrides the masthead', () => {
    const text = readFileSync(join(import.meta.dirname, 'dumps/bylined.txt'), 'utf8')
    const reading = readDump(text, { zone: { zone: 'America/New_York', from: 'option' }, publisher: null })
    expect(reading.articles[0]?.article.published).toBe('2021-03-03T09:00:00-05:00')
    expect(reading.notes.join()).toContain('read as America/New_York as asked')
  })
})

test('a day that is none leaves the article undated and says so', () => {
  const reading = readDump(
    'Bells of the old tower ring again\nBy Jane Doe | February 30, 2021\n\nThe bells rang on Sunday, the council said.\n',
    { zone: null, publisher: null },
  )
  expect(reading.articles[0]?.article).toMatchObject({ published: null, authors: ['Jane Doe'] })
  expect(reading.notes[0]).toBe('line 1: there is no February 30, 2021 in the calendar')
})

test('the same dump gives the same ids', () => {
  expect(load('bylined').articles.map(({ article }) => article.id)).toEqual(load('bylined').articles.map(({ article }) => article.id))
})
