import { expect, test } from 'vitest'
import type { Article } from '../../src/article.ts'
import { analyse } from '../../src/retrieval/analysis.ts'
import { otherStage, stagesIn } from '../../src/retrieval/stages.ts'
import { explainLikeness } from '../../src/retrieval/story-likeness.ts'
import { judge, similarity } from '../../src/retrieval/story-similarity.ts'
import { decodeTrace, recordOf, type Trace, traceOf } from '../../src/retrieval/story-traces.ts'
import { readLabelled } from '../stories/labelled.ts'

const rare = () => 1
const traced = (article: Article): Trace => traceOf({ article, analysis: analyse(article) }, rare)
const ofStory = (story: string): Article[] => readLabelled('tuning').flatMap((one) => (one.story === story ? [one.article] : []))
const [first, second] = ofStory('kestrel-plant') as [Article, Article]

test.each([
  ['Alder reaches the semifinal', 'Alder beats Rook in the Cup final', 'knockout'],
  ['Finals Game 4: Herons level', 'Herons win game five', 'game'],
  ['Fantasy Week 13: whom to start', 'Fantasy Week 5: whom to start', 'week'],
  ['First debate: who spoke longest', 'Who won the second debate?', 'debate'],
  ['Herons win Game 5', 'Herons are champions', null],
  ['Out to avenge the 2009 final', 'Alder reaches the semifinal', null],
  ['Day 3 of the search', 'Day 4 of the search', null],
  ['Semi-finals and the Cup final in pictures', 'Alder wins the Cup final', null],
])('parts of a series: %s / %s', (a, b, kind) => {
  expect(otherStage(stagesIn(a), stagesIn(b))).toBe(kind)
  expect(otherStage(stagesIn(b), stagesIn(a))).toBe(kind)
})

test('two parts of a series are two events, and it is said which', () => {
  const [a, b] = [traced({ ...first, title: `${first.title}, game 4` }), traced({ ...second, title: `${second.title}, game 5` })]
  expect(similarity(traced(first), traced(second))).toBeGreaterThan(0.5)
  expect(judge(a, b)).toMatchObject({ ruling: 'other part', alike: 0 })
  expect(explainLikeness(a, b).at(-1)).toEqual({ label: 'Ruling', text: 'apart: game 4 ≠ 5' })
})

test('what was in the news for weeks joins no reports of two days, but of one', () => {
  const familiar = new Set(traced(first).gist.keys())
  const later = { ...traced(second), ms: (traced(first).ms ?? 0) + 86_400_000 }
  expect(judge(traced(first), later).ruling).toBe('weighed')
  expect(judge({ ...traced(first), familiar }, later)).toMatchObject({ ruling: 'other day', alike: 0 })
  expect(judge({ ...traced(first), familiar }, { ...later, ms: traced(first).ms }).ruling).toBe('weighed')
  expect(explainLikeness({ ...traced(first), familiar }, later).at(-1)?.text).toBe('apart: two days of what was in the news for weeks')
})

test('what one outlet prints again that day under a headline of its text is a copy, and under another’s none', () => {
  const again = { ...first, id: 'again', title: second.title }
  expect(judge(traced(first), traced(again)).ruling).toBe('copies')
  const other = { ...first, id: 'other', title: 'Twelve walks for a wet weekend' }
  expect(judge(traced(first), traced(other)).ruling).toBe('furniture')
})

test('a trace is read as it was written, and so are those of former versions', () => {
  const own = traced({ ...first, title: `${first.title}, week 3` })
  const { trace } = recordOf(first.id, own, rare)
  expect(decodeTrace(trace)).toEqual(own)
  const known = { ...own, familiar: new Set(own.names.keys()) }
  expect(decodeTrace(recordOf(first.id, known, rare).trace)).toEqual(known)
  const lines = trace.split('\n')
  const former = [lines.slice(0, 11), lines.slice(0, 10), lines.slice(0, 8)].map((kept) => decodeTrace(kept.join('\n')))
  const [unfamiliar, unstaged, ungisted] = former as [Trace, Trace, Trace]
  expect(unfamiliar).toEqual(own)
  expect(unstaged).toEqual({ ...own, stages: new Set() })
  expect(ungisted).toMatchObject({ gist: new Map(), headed: 1, names: own.names })
  expect(similarity(unstaged, traced(second))).toBe(similarity({ ...own, stages: new Set() }, traced(second)))
  expect(() => decodeTrace(lines.slice(0, 9).join('\n'))).toThrow('9 lines')
})
