/** Articles of invented outlets about invented events, each labelled with its event, and how well a grouping agrees with the labels. */
import { readFileSync } from 'node:fs'
import type { Article } from '../../src/article.ts'

export type Labelled = { readonly story: string; readonly article: Article }
/** 0–1; `pairs`: F1 over pairs of one story; `bCubed`: F1 of the mean precision and recall of each article's group (Bagga & Baldwin, 1998). */
export type Agreement = { readonly pairs: number; readonly bCubed: number }

/** `# event | outlet | date or “undated”`, the headline on the next line, then the text; articles are separated by a blank line. */
export function readLabelled(name: 'tuning' | 'held-out' | 'one-town'): Labelled[] {
  const blocks = readFileSync(new URL(`${name}.txt`, import.meta.url), 'utf8')
    .trim()
    .split(/\n\n+/)
  return blocks.map((block, n) => {
    const [head = '', title = '', ...text] = block.split('\n')
    const [story, publisher, date] = head.replace(/^# /, '').split(' | ')
    if (!head.startsWith('# ') || !story || !publisher || !date || text.length === 0)
      throw new Error(`${name}.txt, article ${n + 1}: “${head}” is not “# event | outlet | date” over a headline and a text`)
    const published = date === 'undated' ? null : date
    const [headlined, authors, tags] = [true, [], []]
    const article = {
      id: `${name}-${n + 1}`,
      title,
      headlined,
      publisher,
      authors,
      published,
      about: null,
      url: null,
      tags,
      body: text.join('\n'),
    }
    return { story, article }
  })
}

/** `found`: article id → the group that it was put in. */
export function agreement(labelled: readonly Labelled[], found: ReadonlyMap<string, string>): Agreement {
  const groupOf = (one: Labelled): string => {
    const group = found.get(one.article.id)
    if (group === undefined) throw new Error(`article ${one.article.id} is in no story`)
    return group
  }
  let [both, told, true_] = [0, 0, 0]
  let [precision, recall] = [0, 0]
  for (const a of labelled) {
    const group = labelled.filter((b) => groupOf(b) === groupOf(a))
    const story = labelled.filter((b) => b.story === a.story)
    const shared = group.filter((b) => b.story === a.story).length
    both += shared - 1
    told += group.length - 1
    true_ += story.length - 1
    precision += shared / group.length / labelled.length
    recall += shared / story.length / labelled.length
  }
  return { pairs: (2 * both) / (told + true_), bCubed: (2 * precision * recall) / (precision + recall) }
}
