/** The one normal form of stored text. Offsets into a body are only stable because every body passes through here once, and a second pass changes nothing. */

/** Invisible characters: they carry no text for a reader, but can hide instructions from one (zero-width, bidirectional, tag characters). */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFC]/gu
const CONTROL = /(?!\n)\p{Cc}/gu
const SPACES = /[\t\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000 ]+/g
const LINE_ENDS = /\r\n?|[\u2028\u2029\v\f\x85]/g

/** One line of plain words with single spaces: most lines of most files. */
const PLAIN_ALREADY = /^[!-~‘’“”]+(?: [!-~‘’“”–—]+)*$/

/** A line or a text of many lines: one kind of line end, one kind of space, nothing invisible; lines trimmed. */
export function plainText(text: string): string {
  if (text.length < 2_000 && PLAIN_ALREADY.test(text)) return text
  return text
    .toWellFormed()
    .replace(LINE_ENDS, '\n')
    .replace(SPACES, ' ')
    .replace(CONTROL, '')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(SPACES, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()
}

/** One line: a title, a name, a tag. */
export function plainLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ')
}

/** A body: paragraphs separated by one blank line. Lines that were wrapped are joined; other single line ends part paragraphs. */
export function plainBody(text: string): string {
  return plainText(text)
    .split(/\n{2,}/)
    .flatMap((block) => unwrap(block.split('\n')))
    .join('\n\n')
}

const ENDS_SENTENCE = /[.!?:;…]["'”’»)\]]*$/

/** Joins the lines of one block where a line breaks off in mid-sentence and the next goes on in lower case. */
export function unwrap(lines: readonly string[]): string[] {
  const joined: string[] = []
  for (const line of lines) {
    const last = joined.at(-1)
    if (last !== undefined && !ENDS_SENTENCE.test(last) && /^[\p{Ll}(]/u.test(line) && last.length > 40)
      joined[joined.length - 1] = `${last} ${line}`
    else joined.push(line)
  }
  return joined
}

/** A title of our own where the source prints none: the first sentence, at most `max` characters, cut between words. */
export function titleFromText(body: string, max = 100): string {
  const paragraph = body.split('\n', 1)[0] ?? ''
  const sentence = firstSentence(paragraph).replace(/[.]$/, '')
  if (sentence.length <= max) return sentence
  const cut = sentence.slice(0, max - 1)
  const space = cut.lastIndexOf(' ')
  return `${cut.slice(0, space > max / 2 ? space : max - 1).replace(/[\s,;:–—-]+$/u, '')}…`
}

/** Up to the first full stop that is not part of an abbreviation or initial (“U.S.”, “Mr.”, “Feb.”). */
function firstSentence(text: string): string {
  for (const match of text.matchAll(/[.!?]["”’)]*(?=\s+["“‘(]?[\p{Lu}\p{N}])/gu)) {
    const before = text.slice(0, match.index + 1)
    if (
      !/(?:\b\p{Lu}|\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Prof|Inc|Corp|Ltd|Co|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.$/u.test(
        before,
      )
    )
      return text.slice(0, match.index + match[0].length)
  }
  return text
}
