import { describe, expect, test } from 'vitest'
import type { Article } from '../../src/article.ts'
import { changeOf, inOwnWords, newFactOf } from '../../src/digest/changes.ts'
import { readTold, toldNow, toldOf, toldText } from '../../src/digest/told.ts'
import { analyse } from '../../src/retrieval/analysis.ts'
import type { Analysed } from '../../src/store/store.ts'
import { article, BLAST, BLAST_TOO, FERRY, RECALL } from './small-digest.ts'

const analysed = (one: Article): Analysed => ({ article: one, analysis: analyse(one) })
const quoted = ({ article: { body } }: Analysed, sentence: { readonly start: number; readonly end: number } | null | undefined) =>
  sentence == null ? null : body.slice(sentence.start, sentence.end)

describe('what an article says after a change', () => {
  test.each([
    ['a count', '30 workers', '41 workers', '30 → 41 workers'],
    ['a price', '€38', '€42', '€38 → €42'],
    ['an amount with its scale', '$1.5 million', '$2.1 million', '$1.5 million → $2.1 million'],
    ['a share', '12% of the', '15% of the', '12% → 15%'],
  ])('in figures: %s', (_what, was, is, phrase) => {
    const body = `The ferry office in Marlow said that ${was} of passengers and goods were counted on the harbour quay in March.`
    const before = { ...FERRY, body }
    const now = analysed({ ...FERRY, body: body.replace(was, is) })
    const change = changeOf(now, before)
    expect(change?.phrase).toBe(`an article by Coast Post was changed: ${phrase}`)
    expect(quoted(now, change?.line?.span)).toContain(is)
  })

  test.each([
    ['as a correction repeats', 'The company first gave a sum of $90 million.', '$90 million → $95 million'],
    [
      'as another sentence says of another day',
      'A year ago Polar Freight had offered $90 million for a terminal in Norhaven.',
      '$90 million → $95 million',
    ],
  ])('in figures, also where the old one stands elsewhere, %s', (_where, added, phrase) => {
    const body = 'Tidewater Energy sells its oil terminal at Outer Quay for $90 million, the company said on Saturday.'
    const now = analysed({ ...FERRY, body: `${body.replace('$90', '$95')} ${added}` })
    expect(changeOf(now, { ...FERRY, body })?.phrase).toContain(phrase)
  })

  test('in figures, where the sentence says what it was before', () => {
    const body = 'The harbour office said that 30 workers were injured in the fire on the ferry quay.'
    const now = analysed({ ...FERRY, body: body.replace('30 workers were injured', '34 workers were injured, up from 30 workers,') })
    expect(changeOf(now, { ...FERRY, body })?.phrase).toContain('30 → 34 workers')
  })

  test.each([
    ['both written out', 'Three people', 'Five people', 'three → five dead'],
    ['the new one in digits', 'Nine people', 'More than 14 people', 'nine → 14 dead'],
    ['the old one in digits', 'At least 12 people', 'Eleven people', '12 → eleven dead'],
  ])('in figures that are written out: %s', (_what, was, is, phrase) => {
    const body = `${was} died in a fire at the battery plant in Port Vell on Saturday, the fire brigade said. Two halls burned.`
    const before = { ...FERRY, title: `${was.replace('people', 'dead')} in fire at battery plant`, body }
    const now = analysed({ ...FERRY, title: `${is.replace('people', 'dead')} in fire at battery plant`, body: body.replace(was, is) })
    const change = changeOf(now, before)
    expect(change?.phrase).toBe(`an article by Coast Post was changed: ${phrase}`)
    expect(quoted(now, change?.line?.span)).toContain(is)
  })

  test('but not where a number written out is of something else, or part of a word', () => {
    const body = 'Three people died in a fire at the battery plant in Port Vell, said a twenty-four-year-old worker.'
    const other = body
      .replace('Three people died in a fire', 'Three people died in two hours of fire')
      .replace('twenty-four', 'twenty-five')
    expect(changeOf(analysed({ ...FERRY, body: other }), { ...FERRY, body })?.phrase ?? '').not.toContain('→')
  })

  test('but not where another figure joins one that still holds', () => {
    const body = 'The harbour office said that 30 workers were injured in the fire on the ferry quay.'
    const now = analysed({ ...FERRY, body: body.replace('quay.', 'quay, and 12 workers on the harbour bridge.') })
    expect(changeOf(now, { ...FERRY, body })?.phrase ?? '').not.toContain('→')
  })

  test('in its headline, where the text says more as well', () => {
    const body = `${RECALL.body} The transport ministry ordered Brackwater Pumps to hand over its books.`
    const now = analysed({ ...RECALL, body, title: 'Veltrona recalls trucks, ministry steps in' })
    expect(changeOf(now, RECALL)?.phrase).toBe(
      'an article by Harbor Global was changed: its headline was “Veltrona recalls trucks over brakes”',
    )
  })

  test('in a sentence that was not there', () => {
    const added = 'The transport ministry ordered Brackwater Pumps to hand over its books.'
    const now = analysed({ ...RECALL, body: `${RECALL.body} ${added}` })
    const change = changeOf(now, RECALL)
    expect(change?.phrase).toBe('an article by Harbor Global was changed')
    expect(quoted(now, change?.line?.span)).toBe(added)
  })

  test.each([
    ['a mark', RECALL.body.replace('Friday because', 'Friday, because'), RECALL.title],
    ['a word', RECALL.body.replace('because of', 'owing to'), RECALL.title],
    ['a sentence less', RECALL.body.split('. ')[0] ?? '', RECALL.title],
    ['the headline', RECALL.body, 'Veltrona recalls trucks, founder apologises'],
    ['the case of the headline', RECALL.body, 'Veltrona Recalls Trucks Over Brakes'],
    ['a byline in the text', `By Tom Reyes and Ruth Adeyemi\n\n${RECALL.body}`, RECALL.title],
    [
      'a note',
      `${RECALL.body}\n\nCorrection: An earlier version of this article gave a wrong name for Ines Okafor of Quayle.`,
      RECALL.title,
    ],
    ['a caption', `Ines Okafor, left, and Per Dahlgren of Brackwater look on in Quayle.\n\n${RECALL.body}`, RECALL.title],
    ['a sentence that hangs on another', `${RECALL.body} It was the third time in a row this winter.`, RECALL.title],
    ['nothing', RECALL.body, RECALL.title],
  ])('not where %s is all', (_what, body, title) => {
    expect(changeOf(analysed({ ...RECALL, body, title }), RECALL)).toBeNull()
  })

  test('colour further down, without a name or figure, is none', () => {
    const body = `${BLAST.body} Neighbours brought soup and blankets to the crowded square.`
    expect(changeOf(analysed({ ...BLAST, body }), BLAST)).toBeNull()
  })

  test('a year that moved on counts nothing', () => {
    const body = 'The ferry between Marlow and Norwick will return in the spring of 2026 after a break of three years.'
    expect(changeOf(analysed({ ...FERRY, body: body.replace('2026', '2027') }), { ...FERRY, body })).toBeNull()
  })
})

describe('what a further article adds', () => {
  const told = [analysed(BLAST)]
  test('nothing, where it is the text once more, or says no more', () => {
    const long = { ...BLAST, body: `${BLAST.body} ${RECALL.body} ${FERRY.body}` }
    const copy = analysed({ ...long, id: 'copy', publisher: 'Inland Sun', body: `${long.body} Reporting by Tom Reyes.` })
    expect(newFactOf([copy], [analysed(long)])).toBeNull()
    expect(inOwnWords([copy], [analysed(long)])).toEqual([])
    const same = analysed(
      article(
        'same',
        'Inland Sun',
        BLAST.published,
        'Norwick blast',
        'Police said a blast at the Tidewell refinery in Norwick left 30 workers injured.',
      ),
    )
    expect(newFactOf([same], told)).toBeNull()
  })

  test('a sentence with a name or figure that nobody had', () => {
    const next = analysed({
      ...BLAST_TOO,
      id: 'next',
      body: `${BLAST.body.split('. ')[0]}. The mayor of Quayle, Ruth Adeyemi, offered beds in two hospitals.`,
    })
    expect(quoted(next, newFactOf([next], told)?.line.span)).toBe('The mayor of Quayle, Ruth Adeyemi, offered beds in two hospitals.')
  })
})

describe('what is remembered', () => {
  const record = (ids: readonly string[]) => toldText({ articles: new Map(ids.map((id) => [id, 1])), publishers: ['P'], line: 'l' })
  const before = readTold(
    new Map([
      ['a', record(['1', '2'])],
      ['b', record(['3'])],
    ]),
  )

  test.each([
    ['its own id', 'a', ['1', '2', '9'], ['9'], true],
    ['another id, most articles', 'c', ['1', '3', '8'], [], true],
    ['another id, half of what is not fresh', 'c', ['1', '8', '9'], ['9'], true],
    ['another id, one of many', 'c', ['1', '6', '7', '8'], [], false],
    ['its own id with other articles', 'a', ['6', '7'], [], false],
    ['nothing told', 'c', ['8', '9'], [], false],
    ['all fresh', 'c', ['8', '9'], ['8', '9'], false],
  ])('a story under %s', (_what, id, articles, fresh, isTold) => {
    expect(toldOf(id, articles, new Set(fresh), before) !== null).toBe(isTold)
  })

  test('is what was told last, with what was told before', () => {
    const told = toldNow([BLAST], new Map([['blast', 3]]), 'line', {
      articles: new Map([
        ['blast', 1],
        ['x', 2],
      ]),
      publishers: ['Y'],
      line: 'old',
    })
    expect(readTold(new Map([['s', toldText(told)]])).stories.get('s')).toEqual({
      articles: new Map([
        ['blast', 3],
        ['x', 2],
      ]),
      publishers: ['Harbor Global', 'Y'],
      line: 'line',
    })
  })
})
