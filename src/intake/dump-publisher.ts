/** Whose page a dump is: its masthead says so, or its articles speak of themselves (“told the Gazette”, “© 2021 Gazette”). */

const GENERIC =
  /\b(?:latest|breaking|news|headlines?|home ?page|home|world|business|technology|tech|sports?|politics|opinion|culture|today|top stories|stories|articles|archives?|section|index|updates?|coverage|online|website|official site|analysis|reviews?|and|&|for|from|in|the|of|your|all)\b/gi
const NAME = '(?<name>(?:[Tt]he )?\\p{Lu}[\\p{L}\\p{N}&-]*(?: (?:of |and |& )?\\p{Lu}[\\p{L}\\p{N}&-]*){0,3})'
const END = '(?![\\p{L}\\p{N}])'
/** Said only by an outlet of itself. */
const STRONG = [
  `[Ww]elcome (?:back )?to ${NAME}(?:[’']s)?${END}`,
  `(?:©|\\(c\\)|[Cc]opyright)(?: ©)? (?:\\d{4}(?:[–-]\\d{2,4})?,? )?${NAME}${END}`,
  `(?:[Ss]ubscribe to|[Ss]ign up for|[Ff]ollow) ${NAME}(?:[’']s| on| for| newsletter)${END}`,
  `[Rr]ead (?:the )?(?:full|whole) (?:story|article|report)[^.]{0,40} (?:on|at|in) ${NAME}${END}`,
  `${NAME} (?:has )?(?:previously|earlier|first|exclusively) reported${END}`,
  `${NAME} (?:has learned|understands|can reveal|can disclose)${END}`,
  `(?:which|and|that) ${NAME} (?:has )?(?:reviewed|seen|obtained)${END}`,
  `(?:seen|obtained|reviewed) by ${NAME}${END}`,
  `(?:here at|our (?:colleagues|sister (?:site|paper)) at) ${NAME}${END}`,
]
const WEAK = [
  `(?:told|tells) ${NAME}${END}`,
  `(?:interview|conversation|call|chat) with ${NAME}${END}`,
  `(?:statement|e-?mail|comment|message)s? to ${NAME}${END}`,
  `(?:contacted|reached|asked|approached) by ${NAME}${END}`,
  `${NAME} (?:has )?(?:reached out|contacted|asked|approached)${END}`,
  `(?:spoke|speaking|talked) (?:to|with) ${NAME}${END}`,
]
/** Said of another outlet. */
const OTHER = [
  `${NAME} (?:also )?(?:reported|reports|said|wrote|quoted)${END}`,
  `(?:according to|citing|reported by|first reported by) ${NAME}${END}`,
  `report (?:by|from|in) ${NAME}${END}`,
]
/** Enough to believe: one strong sign, or two weak ones. */
const ENOUGH = 2

/** The outlet's name from the lines above the first article: the part that is not “Latest News” and the like. Null where none is a name. */
export function publisherOfMasthead(lines: readonly string[], text: string): string | null {
  for (const line of lines) {
    if (/^(?:home|you are here|front page)\b|[>»›]/i.test(line)) continue
    const parts = line
      .split(/\s+[–—|·•:»-]+\s+|\s*[|·•]\s*|:\s+/)
      .map((part) => part.trim())
      .filter((part) => part !== '' && part.split(/\s+/).length <= 6 && /^[\p{Lu}\d]/u.test(part) && !/[.!?]$/.test(part))
    const scored = parts
      .map((part, i) => ({ part, score: nameScore(part, text) - i * 0.1 }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
    if (scored[0]) return scored[0].part
  }
  return null
}

function nameScore(part: string, text: string): number {
  const words = part.split(/\s+/)
  const left = part
    .replace(GENERIC, ' ')
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word))
  if (left.length === 0) return 0
  if (!words.every((word) => /^(?:[\p{Lu}\d&]|of|and|the|for|de|la|du|der)/u.test(word))) return 0
  const generic = words.length - left.length
  // “The Daily News” is a name too: its words are weighed, not forbidden.
  return left.length / words.length - (generic >= 2 ? 0.3 : 0) + Math.min(1, (text.split(part).length - 2) * 0.3)
}

/** The outlet that a page's articles name as their own; null where nothing says so clearly. */
export function publisherOfText(text: string, tags: readonly string[]): string | null {
  const scores = new Map<string, number>()
  const count = (patterns: readonly string[], value: number): void => {
    for (const pattern of patterns) {
      for (const match of text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${pattern}`, 'gu'))) {
        const name = cleanName(match.groups?.name ?? '')
        if (name !== '') scores.set(name, (scores.get(name) ?? 0) + value)
      }
    }
  }
  count(STRONG, 2)
  count(WEAK, 1)
  count(OTHER, -1)
  for (const tag of new Set(tags)) for (const [name, score] of scores) if (squash(name) === squash(tag)) scores.set(name, score + 1)
  const ranked = [...scores].sort((a, b) => b[1] - a[1])
  const [first, second] = ranked
  if (first === undefined || first[1] < ENOUGH || (second !== undefined && second[1] >= first[1])) return null
  return first[0]
}

function cleanName(name: string): string {
  const plain = name
    .replace(/[’']s$/, '')
    .replace(/[.’'-]+$/, '')
    .trim()
  if (
    /^(?:the )?(?:I|We|He|She|It|They|You|Mr|Mrs|Ms|Dr|Congress|Parliament|Police|Court|Reporters?|Journalists?|Investors?|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|All|This|That|A|An|The)$/i.test(
      plain,
    )
  )
    return ''
  return plain.length < 2 || plain.length > 60 ? '' : plain.replace(/^the /, 'The ')
}

function squash(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}
