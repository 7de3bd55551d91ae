import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { render as renderForDiscord } from '../../adapters/discord/render.ts'
import { render as renderForSlack } from '../../adapters/slack/render.ts'
import { render as renderForTerminal } from '../../adapters/terminal/render.ts'
import type { Answer } from '../../src/answer.ts'
import { composeDigest } from '../../src/digest/compose.ts'
import type { Digest, DigestHeading } from '../../src/digest.ts'
import type { Newsroom } from '../../src/newsroom.ts'
import { faultsOf as discordFaults } from '../discord/content-faults.ts'
import { faultsOf as slackFaults } from '../slack/payload-faults.ts'
import { article, BLAST, BLAST_TOO, choose, chooseAfter, inStory, MORNING, newsroomOf, RECALL } from './small-digest.ts'

const HEADING: DigestHeading = {
  name: 'Digest 3',
  topic: '',
  dueMs: MORNING.getTime(),
  zone: 'Europe/Paris',
  isPreview: false,
}
const UNTITLED = article(
  'untitled',
  'Inland Sun',
  '2026-11-28T10:00:00Z',
  'Orchard prices',
  'Apples from the orchards of Quayle cost 12% more than last autumn, the growers’ union said.',
  { headlined: false },
)

let newsroom: Newsroom
let first: Digest
let second: Digest
beforeAll(async () => {
  newsroom = await newsroomOf()
  await inStory(newsroom, 'story-blast', [BLAST, BLAST_TOO])
  first = await choose(newsroom, MORNING, { style: 'full' })
  const cause = article(
    'cause',
    'Inland Sun',
    '2026-11-28T12:00:00Z',
    'Brakes of recalled trucks came from Brack',
    'The brakes of the 3,400 trucks that Veltrona Motors recalled were made by Brackwater Pumps in Brack, the ministry said.',
  )
  await newsroom.add([
    UNTITLED,
    cause,
    { ...BLAST, title: 'Blast at Norwick refinery leaves 34 injured', body: BLAST.body.replace('30 workers', '34 workers') },
  ])
  await inStory(newsroom, 'story-blast', [BLAST, BLAST_TOO])
  await inStory(newsroom, first.stories.find(({ central }) => central.article.id === 'recall')?.id ?? '', [RECALL, cause])
  second = await chooseAfter(newsroom, first, { style: 'full' })
})
afterAll(() => newsroom.close())

const linesOf = (answer: Answer | undefined): string[] => renderForTerminal(answer as Answer).split('\n')
const top = (digest: Digest, style: 'headlines' | 'brief' | 'full', more: Partial<DigestHeading> = {}): Answer =>
  composeDigest(digest, { ...HEADING, ...more }, style)[0] as Answer

describe('the title', () => {
  test.each([
    [{}, 'Digest 3 · Sat 28 Nov 2026, 08:00 (Europe/Paris)'],
    [{ zone: 'Asia/Kathmandu' }, 'Digest 3 · Sat 28 Nov 2026, 12:45 (Asia/Kathmandu)'],
    [{ zone: 'America/Los_Angeles' }, 'Digest 3 · Fri 27 Nov 2026, 23:00 (America/Los_Angeles)'],
    [
      { topic: 'Huawei source:caixin', isPreview: true },
      'Preview: Digest 3 · Sat 28 Nov 2026, 08:00 (Europe/Paris) · Huawei source:caixin',
    ],
    [{ dueMs: Date.UTC(2026, 8, 5, 22, 0) }, 'Digest 3 · Sun 6 Sep 2026, 00:00 (Europe/Paris)'],
    [{ topic: `${'word '.repeat(30)}end` }, `Digest 3 · Sat 28 Nov 2026, 08:00 (Europe/Paris) · ${'word '.repeat(11)}word…`],
  ])('%j', (more, title) => {
    expect(top(first, 'brief', more).title).toBe(title)
  })
})

describe('headlines', () => {
  test('are a list with outlets and citations, no section where there is one alone', () => {
    const { blocks, sources, searched, followUps } = top(first, 'headlines')
    expect(blocks).toEqual([
      { type: 'notice', text: '3 new stories in the last 24 hours.' },
      {
        type: 'list',
        items: [
          [
            { type: 'text', text: 'Blast at Norwick refinery leaves 30 injured ' },
            { type: 'cite', source: 1 },
            { type: 'text', text: ' (2 outlets)' },
          ],
          [
            { type: 'text', text: 'Veltrona recalls trucks over brakes ' },
            { type: 'cite', source: 2 },
          ],
          [
            { type: 'text', text: 'Night ferry to Marlow returns in April ' },
            { type: 'cite', source: 3 },
          ],
        ],
      },
    ])
    expect(sources.map(({ articleId }) => articleId)).toEqual(['blast', 'recall', 'ferry'])
    expect(searched).toEqual({ from: '2026-11-27', to: '2026-11-27', publishers: ['Coast Post', 'Harbor Global'], articles: 4 })
    expect(followUps[0]).toEqual({ label: 'Follow [1]', command: 'watch add story:story-blast' })
    expect(followUps.at(-1)).toEqual({ label: 'Latest', command: 'latest' })
    expect(followUps).toHaveLength(4)
  })

  test('of several kinds stand under headings; what has no headline, or was changed, is quoted', () => {
    expect(linesOf(top(second, 'headlines')).slice(0, 14)).toEqual([
      'Digest 3 · Sat 28 Nov 2026, 08:00 (Europe/Paris)',
      '',
      '1 new story, 1 developing and 1 updated since Sat 28 Nov, 08:00.',
      '',
      'New',
      '[Inland Sun] “Apples from the orchards of Quayle cost 12% more than last autumn, the growers’ union said.” [1]',
      '',
      'Developing',
      '• Brakes of recalled trucks came from Brack [2] (2 outlets) · now also in Inland Sun',
      '',
      'Updated',
      '[Blast at Norwick refinery leaves 34 injured (2 outlets)] “A blast at the Tidewell refinery in Norwick left 34 workers injured on Friday, police said.” [3]',
      '',
      'an article by Harbor Global was changed: 30 → 34 injured',
    ])
  })
})

test('a preview says why each stands where it does', () => {
  const lines = linesOf(top(first, 'headlines', { isPreview: true }))
  const at = lines.indexOf('Why in this order')
  expect(lines.slice(at + 1, at + 4)).toEqual(first.stories.map(({ why }, n) => `• [${n + 1}] ${why.join(', ')}`))
  expect(linesOf(top(first, 'headlines'))).not.toContain('Why in this order')
})

describe('brief', () => {
  test('quotes a sentence under each headline', () => {
    expect(top(first, 'brief').blocks[1]).toMatchObject({
      type: 'quote',
      lead: 'Blast at Norwick refinery leaves 30 injured (2 outlets)',
      text: 'A blast at the Tidewell refinery in Norwick left 30 workers injured on Friday, police said.',
      cite: 1,
    })
  })
  test('says how many more there are, and how many articles were not looked at', () => {
    const more = { ...first, total: 15, read: 2_000, matching: 2_345 }
    expect(top(more, 'brief', { topic: 'Norwick' }).blocks.at(-1)).toEqual({
      type: 'notice',
      text: 'Of 2,345 new articles, the newest 2,000 were looked at. And 12 more stories; say: latest Norwick since:2026-11-27',
    })
  })
})

describe('full', () => {
  test('has the headlines on top and the details after them, other outlets quoted or named', () => {
    const [answer, details, ...none] = composeDigest(first, HEADING, 'full')
    expect(none).toEqual([])
    expect(answer).toEqual(top(first, 'headlines'))
    expect(details?.title).toBe('Digest 3 · Sat 28 Nov 2026, 08:00 (Europe/Paris): details')
    expect(linesOf(details).slice(2, 6)).toEqual([
      'Blast at Norwick refinery leaves 30 injured',
      '“A blast at the Tidewell refinery in Norwick left 30 workers injured on Friday, police said.” [1]',
      '',
      'also in: Coast Post [2]',
    ])
  })
  test('of many stories is parted, each under a title of its own', () => {
    const many = { ...first, stories: Array.from({ length: 12 }, () => first.stories[0] as Digest['stories'][number]) }
    const titles = composeDigest(many, HEADING, 'full').map(({ title }) => title)
    expect(titles).toHaveLength(4)
    expect(new Set(titles).size).toBe(4)
    expect(titles.at(-1)).toMatch(/: details 3 of 3$/)
  })
})

describe('nothing', () => {
  test.each([
    [{ sinceMs: MORNING.getTime() - 86_400_000 }, {}, 'Nothing new since Fri 27 Nov, 08:00.'],
    [{ sinceMs: null, fromMs: MORNING.getTime() - 7 * 86_400_000 }, { topic: 'Huawei' }, 'Nothing new on “Huawei” in the last 7 days.'],
    [{ problem: 'That cannot be looked for.' }, { topic: 'x' }, 'That cannot be looked for.'],
  ])('%j', (more, heading, text) => {
    const answers = composeDigest({ ...first, stories: [], total: 0, ...more }, { ...HEADING, ...heading }, 'full')
    expect(answers).toMatchObject([{ verdict: 'unanswered', blocks: [{ type: 'notice', text }] }])
  })
})

describe('on the platforms', () => {
  const answers = () =>
    (['headlines', 'brief', 'full'] as const).flatMap((style) => [first, second].flatMap((digest) => composeDigest(digest, HEADING, style)))
  test('every message keeps to their limits and says all', () => {
    for (const answer of answers()) {
      expect(slackFaults(renderForSlack(answer, []), answer, [])).toEqual([])
      expect(discordFaults(renderForDiscord(answer, []), answer, [])).toEqual([])
    }
  })
  test('a digest of all kinds, as it was last looked at', async () => {
    const answer = top(second, 'brief')
    const discord = renderForDiscord(answer, []).map(({ content }) => content)
    await expect(`${discord.join('\n\n---\n\n')}\n`).toMatchFileSnapshot('../golden/discord-digest.md')
    await expect(`${JSON.stringify(renderForSlack(answer, []), null, 2)}\n`).toMatchFileSnapshot('../golden/slack-digest.json')
  })
})
