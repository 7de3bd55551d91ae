/** The top of a page dump: the outlet's name, its sections, what it says of itself, before the first article. */
import type { DumpLine } from './dump-lines.ts'

const SITE_WORDS = /\b(?:news|headlines|latest|home ?page|breaking|magazine|newspaper|newsroom|edition|online|digest|stories|portal)\b/i
/** A masthead stands among the first lines. */
const MAX_TOP = 12
const SEPARATED = /\s[–—|·•-]\s|\||:\s/
const PAPER =
  /\b(?:Times|Post|Herald|Tribune|Gazette|Chronicle|Journal|Observer|Mail|Star|Standard|Guardian|Telegraph|Mirror|Sun|Ledger|Courier|Examiner|Inquirer|Register|Dispatch|Sentinel|Bulletin|Monitor|Independent|Express|Echo|Argus|Mercury|Advertiser|Weekly|Daily|Press|News|Today|Review|Reporter|Wire|Record|Globe|Report|Beacon|Messenger|Voice|Planet|Recorder|Leader|Citizen|Tech|Insider|Media|Radio|TV)\b/

/** Can this line, above the first text, be the name of the site rather than a headline? */
export function isMasthead(lines: readonly DumpLine[], i: number): boolean {
  const line = lines[i]
  if (i >= MAX_TOP || line === undefined || line.kind !== 'short' || lines.slice(0, i).some((each) => each.kind === 'prose')) return false
  const text = line.text
  const words = text.split(/\s+/)
  if (words.length <= 12 && SITE_WORDS.test(text) && SEPARATED.test(text) && isCapitalised(words)) return true
  if (words.length <= 6 && PAPER.test(text) && isCapitalised(words)) return true
  const next = lines[i + 1]
  if (words.length <= 5 && next?.kind === 'breadcrumb') return true
  // “X is the real-time news portal of Y”: a line that says what the first line names.
  const about = lines.slice(i + 1, i + 6).find((each) => each.kind === 'prose')
  return (
    words.length <= 5 &&
    about !== undefined &&
    about.text.startsWith(text) &&
    /^[^.]{0,60}\bis\b/.test(about.text) &&
    SITE_WORDS.test(about.text)
  )
}

function isCapitalised(words: readonly string[]): boolean {
  const long = words.filter((word) => /^\p{L}{4,}/u.test(word) && !/^(?:from|with|your|about|into|that)$/i.test(word))
  return long.every((word) => /^\p{Lu}/u.test(word))
}
