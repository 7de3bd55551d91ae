import { describe, expect, test } from 'vitest'
import { tellingLine } from '../../src/digest/line.ts'
import { isGrave, pageForm, withoutOutlet } from '../../src/digest/page-form.ts'
import { isOfTheDay, spanOf } from '../../src/digest/sentence-form.ts'
import { analyse } from '../../src/retrieval/analysis.ts'
import { article } from './small-digest.ts'

/** What a digest quotes of it, published on a Friday. */
function lineOf(body: string, title = 'Norwick refinery blast injures 30'): string | null {
  const one = article('x', 'Coast Post', '2026-11-27T12:00:00Z', title, body)
  const line = tellingLine({ article: one, analysis: analyse(one) })
  return line === null ? null : body.slice(line.span.start, line.span.end)
}
const TOLD = 'A blast at the Tidewell refinery left 30 workers of Norwick injured on Friday, police said.'

describe('the line', () => {
  test.each([
    ['a byline', 'By RUTH ADEYEMI Business Writer of the Norwick refinery desk'],
    ['a note', 'Editor’s Note: Ruth Adeyemi is a writer who lives near the Norwick refinery.'],
    ['a correction', 'Correction: An earlier version gave a wrong number of injured at the Norwick refinery.'],
    ['a caption', 'Ruth Adeyemi, left, and Per Dahlgren walk past the Norwick refinery.'],
    ['a caption with its date', 'Smoke rises over the Norwick refinery of Tidewell Energy in a storm on March 14, 2022.'],
    ['an agency under a picture', 'Firemen at the Norwick refinery after the blast. Ines Okafor/Pool/AP The Norwick refinery burns.'],
    ['a link', 'Norwick remembers an earlier refinery blast:The Coast Post looks back at 1998.'],
    ['a promise', 'Here’s what you need to know about the Norwick refinery blast and the 30 injured.'],
    ['an invitation', 'Follow here for the latest updates and news on the Norwick refinery blast.'],
    ['what hangs on another sentence', 'Since then the Norwick refinery has had a blast that injured 30 of its workers.'],
    ['what is said also', 'The Norwick refinery also had a blast that injured 30 men in the spring.'],
    ['an invitation to more', 'Explore the Norwick refinery and its blast with news on 30 injured and more.'],
    ['a speaker without a name', '“The Norwick refinery blast injured 30 of our best workers,” she said.'],
    ['half a quotation', 'The Norwick refinery blast injured 30 of our best workers and nobody cared for them," Ruth Adeyemi said.'],
    ['who somebody is', 'Ruth Adeyemi is head coach of the Norwick refinery football team that lost 30 games.'],
    ['a word to the reader', 'If you work at the Norwick refinery, you are one of 30 who know what a blast is.'],
    ['a sentence cut at an initial', 'The Norwick refinery blast that injured 30 was raised by Rep. Ruth Adeyemi, R-N.'],
  ])('is not %s', (_what, sentence) => {
    expect(lineOf(`${sentence}\n\n${TOLD}`)).toBe(TOLD)
  })

  test('is a sentence further down only where it says more of the headline', () => {
    const first = 'Smoke stood over the harbour of Norwick on Friday when the refinery burned.'
    expect(lineOf(`${first}\n\nThe weather was fine in the islands. ${TOLD}`)).toBe(TOLD)
    expect(lineOf(`${first}\n\nNorwick is a town of 30,000 people by the sea.`)).toBe(first)
  })

  test('may speak of a commission, a sign or an affiliate', () => {
    const body = 'The Norwick commission said on Friday that a sign in the refinery of an affiliate had warned of the blast.'
    expect(lineOf(body)).toBe(body)
  })

  test('is none where nothing stands alone', () => {
    expect(lineOf('By Ruth Adeyemi\n\nIt was the third of them. Why did it happen?')).toBeNull()
  })

  test.each([
    ['(CNN) ', 'Norwick mourns.'],
    ['London (CNN) ', 'Norwick mourns.'],
    ['New York (CNN Business) ', 'Norwick mourns.'],
    ['(Reuters) - ', 'Norwick mourns.'],
    ['BILLINGS, Mont. – ', 'Norwick mourns.'],
    ['SOUTHERN PINES, N.C. (AP) — ', 'Norwick mourns.'],
    ['WASHINGTON—', 'Norwick mourns.'],
    ['WASHINGTON –', 'Norwick mourns.'],
    ['', 'Norwick (and Marlow) mourn.'],
    ['', 'NASA – and Norwick – mourn.'],
    ['', 'LONDON — Norwick mourns those who died here.'],
  ])('begins after the dateline “%s”', (dateline, rest) => {
    const body = `${dateline}${rest}`
    expect(spanOf(body, { start: 0, end: body.length })).toEqual({ start: dateline.length, end: body.length })
  })

  test('is of the day where it names that day or one next to it', () => {
    const friday = Date.parse('2026-11-27T12:00:00Z')
    expect(['on Friday', 'late Thursday', 'on Saturday', 'earlier today'].every((text) => isOfTheDay(text, friday))).toBe(true)
    expect(['on Tuesday', 'in March', 'Fridays'].some((text) => isOfTheDay(text, friday))).toBe(false)
    expect(isOfTheDay('on Thursday', friday, [0])).toBe(false)
  })
})

describe('the form of a page', () => {
  test.each([
    ['report', 'Blast at Norwick refinery leaves 30 injured'],
    ['report', 'WHO to weigh whether the outbreak is an emergency'],
    ['report', 'Will Marlow resigns as mayor of Norwick'],
    ['report', 'Supreme Court to review Tidewell case'],
    ['report', 'Dahlgren picks Okafor as deputy against all odds'],
    ['report', 'Mayor calls it ‘what we need to know’'],
    ['report', 'Norwick, Marlow, Quayle and Brack agree on ferries'],
    ['about', 'Why the Norwick refinery burned'],
    ['about', 'Norwick refinery: What we know about the blast'],
    ['about', 'Tidewell cuts prices. Here’s why'],
    ['about', '5 takeaways from the Norwick hearing'],
    ['about', 'Opinion: Close the refinery'],
    ['about', 'Is the refinery safe?'],
    ['about', 'I gave up my car for the ferry'],
    ['service', 'Five things to know for Tuesday'],
    ['service', 'Refinery blast, night ferry, Veltrona recall, orchards: Daily Briefing'],
    ['service', 'Refinery blast, night ferry, Veltrona recall, orchards'],
    ['service', 'Quiz of the week: 20 – 26 August'],
    ['service', 'The best Black Friday deals on boots'],
    ['service', 'How to watch the Norwick regatta'],
    ['service', 'Your horoscope for Friday'],
    ['service', 'The Harbour podcast: a blast in Norwick'],
  ])('%s: %s', (form, headline) => {
    expect(pageForm(headline)).toBe(form)
  })

  test('what is grave is told by its words', () => {
    expect(isGrave('Blast at Norwick refinery leaves 30 injured')).toBe(true)
    expect(isGrave('Soda to be sold in clear bottles')).toBe(false)
  })

  test.each([
    ['Ferry returns in April - CNN', 'CNN', 'Ferry returns in April'],
    ['Ferry returns in April | CNN Business', 'CNN', 'Ferry returns in April'],
    ['Ferry returns in April | The Week UK', 'theweek.co.uk', 'Ferry returns in April'],
    ['Ferry returns - in April', 'CNN', 'Ferry returns - in April'],
    ['Norwick - Marlow ferry', 'Marlow Post', 'Norwick - Marlow ferry'],
  ])('%s of %s is headed %s', (headline, publisher, rest) => {
    expect(withoutOutlet(headline, publisher)).toBe(rest)
  })
})
