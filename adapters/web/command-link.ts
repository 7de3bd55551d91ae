/** A command line of a follow-up → where it leads in the reading room. Nothing is changed by following a link, so lines that change something lead nowhere. */
import { askPath, entityPath, queryFeedPath, storyPath } from './links.ts'
import type { CommandLink } from './render.ts'

/** What readers of the page may say; a line with another command word leads nowhere. */
const ASKED = /^(?:latest|timeline|compare|sources|why|about|story|ask|help)$/
/** Command words that are not for readers of the page, or change something. */
const WITHHELD = /^(?:digest|feeds|watch|settings|privacy|status|evidence|home|preferences|retention|newsroom)$/
/** `source:caixin`, `page:2`: a page of its own would not heed them. */
const FILTER = /(?:^|\s)-?[a-z-]{2,20}:\S/i
const STORY = /^(?:story:)?(story-[0-9a-z]{1,16})$/

/** `after`: the question that a further question goes on from, as it was understood. */
export function commandLink(line: string, after: string | null = null): CommandLink | null {
  const [word = '', ...others] = line.trim().split(/\s+/)
  const name = word.replace(/^\//, '').toLowerCase()
  const rest = others.join(' ')
  if (name === 'watch' && /^add\s/i.test(rest)) return { href: queryFeedPath(rest.replace(/^add\s+/i, '')), label: 'Follow by RSS' }
  if (WITHHELD.test(name) || name === '') return null
  if (name === 'about' && rest !== '' && !FILTER.test(rest)) return { href: entityPath(rest), label: null }
  const story = name === 'story' ? STORY.exec(rest)?.[1] : undefined
  if (story !== undefined) return { href: storyPath(story), label: null }
  if (name === 'ask') return rest === '' ? null : { href: askPath(rest, after), label: null }
  return ASKED.test(name) ? { href: askPath(line.trim()), label: null } : { href: askPath(line.trim(), after), label: null }
}

/** Only turns pages, and says nothing of the matter. */
const PAGING = /(?:^|\s)(?:page|limit):\S+/gi
/** Commands whose words are what they are about; `why` only with a question in quotation marks. */
const OF_A_TOPIC = /^\/?(?:latest|timeline|compare|about|story|ask|why(?=\s+["“]))(?:\s+|$)/i
const OF_NONE = /^\/?(?:sources|help|why)$/i

/** What a line is about, for a feed or a search of it: '' where it is about everything. */
export function topicOf(line: string): string {
  const words = line.trim().replace(PAGING, '')
  if (OF_NONE.test(words)) return ''
  return words
    .replace(OF_A_TOPIC, '')
    .replace(/^["“]([^"“”]*)["”]$/, '$1')
    .trim()
}
