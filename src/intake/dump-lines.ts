/** The lines of a page dump, each with what it is by its own form; what it is in its place comes later (`dump-gaps.ts`). */
import { plainText, unwrap } from './body-text.ts'
import { type Byline, isPerson, readBareNames, readByline } from './byline.ts'
import { creditOf, type Furniture, furnitureOf } from './dump-furniture.ts'
import type { DefaultZone } from './zones.ts'

export type LineKind =
  /** A paragraph, or an item of a bulleted list: text of an article. */
  | 'prose'
  | 'bullet'
  /** Short and without a full stop: a headline, a sub-heading, a section's name, an image's description. */
  | 'short'
  | 'byline'
  | 'credit'
  | 'caption'
  /** “Related: …”; `rest` is what follows. */
  | 'related'
  /** “Most read”, “Related stories”: headlines of other articles follow. */
  | 'list label'
  | 'tags'
  | 'furniture'
  | 'breadcrumb'
  | 'separator'

export type DumpLine = {
  /** The 1-based lines of the file that it is made of. */
  readonly from: number
  readonly to: number
  readonly text: string
  readonly kind: LineKind
  /** Blank lines above it. */
  readonly blanks: number
  readonly byline: Byline | null
  readonly furniture: Furniture | null
  readonly tags: readonly string[]
  readonly rest: string
}

const MAX_SHORT = 180
const MAX_SHORT_WORDS = 28
const BULLET = /^(?:[•●▪■◦‣·∙]|[-–*+] (?=\S)|\(?\d{1,2}[.)] (?=\S)|[→➤►] ?)\s*/
const RELATED =
  /^[[(]?(?:related(?: (?:stor(?:y|ies)|articles?|news|coverage|reading|content|posts?|links?))?|(?:also|further|more|recommended|essential) read(?:s|ing)?|read(?: (?:more|also|next|this|now|on))?|read more (?:on|about)[^:]{0,40}|see (?:also|more)|more(?: (?:on|from|about|in)[^:]{0,40})?|also (?:see|on[^:]{0,30})|don[’']?t miss|you (?:might|may) (?:also )?like|watch|explainer|previously|earlier|background|opinion|recommended(?: for you)?)\s*[:：>»|]+\s*(?=\S)/i
const LIST_LABEL =
  /^(?:related(?: (?:stories|articles|news|coverage|reading|content|posts|links|topics))?|most (?:read|popular|viewed|shared|commented|recent)(?: .{0,30})?|(?:latest|top|recent|other|more|featured|must-read|today[’']s(?: top)?|this week[’']s)(?: (?:\p{L}+ )?(?:news|stories|headlines|articles|posts|reads|coverage))(?: .{0,30})?|(?:latest|trending|popular|featured|recommended|headlines|top stories|in brief|breaking news)(?: (?:now|on .{0,30}|for you|today|this week))?|more (?:from|on|in|about) .{1,40}|read (?:more|next|also)|see also|also read|you (?:may|might) (?:also )?(?:like|be interested in)|don[’']t miss|editors?[’']?s?[’']? (?:picks?|choice)|what to read next|up next|popular (?:now|stories|posts)|also in (?:this|today[’']s) .{1,30})\s*[:：]?$/iu
const TAG_LABEL =
  /^(?:tags?|topics?|keywords?|filed under|categor(?:y|ies)|tagged(?: with| in)?|in this (?:article|story)|posted in|labels?|sections?)\s*[:：]\s*(?=\S)/i
const HASHTAGS = /^(?:#[\p{L}\p{N}][\p{L}\p{N}_&.'’-]*(?:\s*[,;|·]?\s+|$|,))+$/u
const BREADCRUMB =
  /^(?:home|you are here|front page)\b\s*(?:[>»›/|:·]|$).*|^\S[^.!?]{0,40}(?:\s+[>»›]\s+[^.!?>»›]{0,40})+[>»›]?$|^\S[^.!?]{0,30}\s*[>»›]$/i
const SEPARATOR = /^(?:[*_=~#·•–—-]\s*){3,}$/
const NAVIGATION = /^(?:[^|•·]{1,24}\s*[|•·]\s*){3,}[^|•·]{0,24}$/

/** Splits a dump into its lines, each with its kind. Blank lines only show in `blanks`. */
export function dumpLines(text: string, zone: DefaultZone): DumpLine[] {
  const lines: DumpLine[] = []
  let blanks = 0
  for (const part of joinWrapped(text.replace(/\r\n?/g, '\n').split('\n'))) {
    const plain = plainText(part.text).replace(/\n/g, ' ')
    if (plain === '') {
      blanks++
      continue
    }
    lines.push({ ...classify(plain, zone), from: part.from, to: part.to, blanks })
    blanks = 0
  }
  return withBareNames(lines)
}

type Part = { readonly from: number; readonly to: number; readonly text: string }

/** Text that was wrapped at some 60–100 columns: the lines of a block are one paragraph. Told by lines that break off in mid-sentence. */
function joinWrapped(raw: readonly string[]): Part[] {
  const wrapped = isWrapped(raw)
  const parts: Part[] = []
  let block: { from: number; lines: string[] } | null = null
  const close = (): void => {
    if (block === null) return
    let at = block.from
    // Only lines that break off in mid-sentence are joined, so a headline over its text stays apart.
    const groups = wrapped ? wrapGroups(block.lines) : block.lines.map((line) => [line])
    for (const group of groups) {
      parts.push({ from: at, to: at + group.length - 1, text: group.join(' ') })
      at += group.length
    }
    block = null
  }
  for (const [i, line] of raw.entries()) {
    if (plainText(line) === '') {
      close()
      parts.push({ from: i + 1, to: i + 1, text: '' })
    } else if (block === null) block = { from: i + 1, lines: [line] }
    else block.lines.push(line)
  }
  close()
  return parts
}

function wrapGroups(lines: readonly string[]): string[][] {
  const groups: string[][] = []
  const width = Math.max(...lines.map((line) => line.trim().length))
  for (const [i, line] of lines.entries()) {
    const before = lines[i - 1]?.trim() ?? ''
    // A wrapped line is nearly full: the next line's first word would not have fitted.
    const firstWord = line.trim().split(/\s/, 1)[0]?.length ?? 0
    const goesOn =
      i > 0 &&
      !SEPARATOR.test(line.trim()) &&
      !SEPARATOR.test(before) &&
      before.length + 1 + firstWord >= width - 2 &&
      !BULLET.test(line.trim())
    const group = groups.at(-1)
    if (goesOn && group !== undefined) group.push(line.trim())
    else groups.push([line.trim()])
  }
  return groups
}

function isWrapped(raw: readonly string[]): boolean {
  let broken = 0
  let long = 0
  for (const [i, line] of raw.entries()) {
    const text = line.trim()
    const next = raw[i + 1]?.trim() ?? ''
    if (text.length > 130) long++
    if (text.length >= 45 && text.length <= 130 && next !== '' && unwrap([text, next]).length === 1) broken++
  }
  return broken >= 3 && broken > long
}

type Form = Omit<DumpLine, 'from' | 'to' | 'blanks'>
const PLAIN = { byline: null, furniture: null, tags: [], rest: '' }

function classify(text: string, zone: DefaultZone): Form {
  const form = (kind: LineKind, more: Partial<Form> = {}): Form => ({ ...PLAIN, text, kind, ...more })
  if (SEPARATOR.test(text)) return form('separator')
  const tags = tagsOf(text)
  if (tags !== null) return form('tags', { tags })
  const byline = readByline(text, zone)
  if (byline !== null) return form('byline', { byline })
  const related = RELATED.exec(text)
  if (
    related &&
    (isShort(text.slice(related[0].length)) || /^[[(]?(?:related|read|also read|see also)\b/i.test(text)) &&
    text.length <= 300
  )
    return form('related', { rest: text.slice(related[0].length).replace(/[\])]$/, '') })
  const furniture = furnitureOf(text)
  if (furniture !== null) return form('furniture', { furniture })
  if (LIST_LABEL.test(text)) return form('list label')
  if (BREADCRUMB.test(text) || NAVIGATION.test(text)) return form('breadcrumb')
  const credit = creditOf(text)
  if (credit !== null) return form(credit)
  const bullet = BULLET.exec(text)
  if (bullet) {
    const item = text.slice(bullet[0].length)
    return { ...PLAIN, text: item === '' ? text : item, kind: 'bullet' }
  }
  return form(isShort(text) ? 'short' : 'prose')
}

function tagsOf(text: string): string[] | null {
  if (HASHTAGS.test(text))
    return text
      .split(/[\s,;|·]+/)
      .map((tag) => tag.replace(/^#/, ''))
      .filter(Boolean)
  const label = TAG_LABEL.exec(text)
  if (label === null || text.length > 600 || /[.!?]$/.test(text)) return null
  const names = text
    .slice(label[0].length)
    .split(/\s*[,;|·/]\s*/)
    .map((tag) => tag.replace(/^#/, '').trim())
    .filter(Boolean)
  return names.every((name) => name.split(' ').length <= 5) ? names : null
}

function isShort(text: string): boolean {
  if (text.length > MAX_SHORT || text.split(/\s+/).length > MAX_SHORT_WORDS) return false
  // A question or an exclamation may be a headline; a sentence with a full stop is text, unless it is an abbreviation (“U.S.”).
  if (/[.;,]["”’)\]]*$/.test(text))
    return /(?:\b\p{Lu}\.|\b(?:Inc|Co|Corp|Ltd|Jr|Sr|etc|vs|No|St)\.|…|\.\.\.)$/u.test(text) && text.length < 110
  if (/[:：]$/.test(text)) return text.split(/\s+/).length <= 4
  if (/^["“‘'].*["”]$/.test(text) && text.length > 90) return false
  // Several sentences in one line are a paragraph, unless the last has no full stop, as in a headline of two parts.
  const sentences = text.match(/[a-z0-9)”"][.!?]["”’]?\s+["“‘]?\p{Lu}/gu)?.length ?? 0
  return (
    sentences === 0 ||
    (sentences === 1 && text.length <= (/[?!]$/.test(text) ? 90 : 120)) ||
    /\b(?:vs|Mr|Mrs|Ms|Dr|St|No|Sen|Rep|Gov|Gen|Jr)\.\s/.test(text)
  )
}

/** A line of names alone is a byline where a byline or date line stands next to it. */
function withBareNames(lines: readonly DumpLine[]): DumpLine[] {
  return lines.map((line, i) => {
    if (line.kind !== 'short') return line
    const names = readBareNames(line.text)
    if (names === null) return line
    const dateNear = [lines[i + 1], lines[i - 1]].some(
      (near) => near?.kind === 'byline' && near.byline?.says === 'date' && near.byline.authors.length === 0,
    )
    const roleThenDate =
      lines[i + 1]?.kind === 'short' &&
      lines[i + 2]?.byline?.says === 'date' &&
      !isPerson(lines[i + 1]?.text ?? '') &&
      (lines[i + 1]?.text.length ?? 99) < 40
    if (!(dateNear || roleThenDate) || !hasHeadlineNear(lines, i)) return line
    return { ...line, kind: 'byline' as const, byline: { authors: names, agency: null, dates: [], says: 'by' as const } }
  })
}

/** “Harbour Reopens” over a date looks like a name, so another line must be there to be the headline. */
function hasHeadlineNear(lines: readonly DumpLine[], i: number): boolean {
  for (const step of [-1, 1]) {
    for (let at = i + step; at >= 0 && at < lines.length && Math.abs(at - i) <= 4; at += step) {
      const line = lines[at]
      if (line === undefined || line.kind === 'prose' || line.kind === 'bullet' || line.kind === 'related') break
      if (
        line.kind === 'short' &&
        line.text.split(/\s+/).length >= 3 &&
        (readBareNames(line.text) === null || line.text.split(/\s+/).length >= 5)
      )
        return true
    }
  }
  return false
}
