/** What kind of answer a question wants: read from its question words, not from its subject. */
import { baseOf } from './retrieval/irregular.ts'
import { fold } from './retrieval/terms.ts'

export type Kind = 'fact' | 'list' | 'latest' | 'timeline' | 'compare' | 'about' | 'chat'
/** The sort of thing that must stand in the answering sentence. */
export type Wants =
  | 'person'
  | 'who'
  | 'date'
  | 'year'
  | 'place'
  | 'amount'
  | 'money'
  | 'percent'
  | 'count'
  | 'duration'
  | 'age'
  | 'speech'
  | 'reason'
  | 'yesno'
  | 'thing'
  | null
export type Asking = {
  readonly kind: Kind
  readonly wants: Wants
  /** The noun that names the asked thing: “which *airline*”, “how many *workers*”, “pingpong *ceo*”; folded, or null. */
  readonly focus: string | null
  /** The focus names a property that a text must speak of to answer (“penalty for …”), not the sort of thing that answers (“which airline”). */
  readonly property: boolean
  /** Nouns that “how many …” may count, folded; any of them with a number before it answers. */
  readonly counted: readonly string[]
  /** Two questions in one: the answer needs both. */
  readonly twoPart: boolean
}

const CHAT: readonly RegExp[] = [
  /^(?:hi|hello|hey|yo|thanks|thank you|good (?:morning|evening|night|afternoon)|how are you|how's it going|who are you|what are you|are you (?:a )?(?:bot|human|there|real))\b[^?]{0,40}[?!.]*$/i,
  /\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|rules?|prompts?|previous|above|articles|sources|context|everything)\b/i,
  /^(?:please )?(?:repeat|say|write|pretend|act|imagine|roleplay|sing|translate|compose|draft|generate|print|output|reply with|respond with|answer with|confirm that|state that|tell me a joke|make up|invent|you are now|from now on|answer (?:everything|only|with)|act as|assume the role)\b/i,
  /\b(?:repeat after me|system prompt|as an ai|pretend (?:to|that|you)|from now on you|tell me a joke|write (?:me )?(?:a|an|some) (?:poem|song|haiku|story|essay|code|email|script))\b/i,
  /^(?:what(?:'s| is)|calculate|compute|how much is)?\s*[\d(][\d\s.,()]*(?:[-+*/^x×÷]|plus|minus|times|divided by)[\d\s.,()+*/^x×÷-]*[=?]*$/i,
  /\b(?:weather|temperature outside|what time is it|time now|your (?:name|favou?rite|opinion|mother|creator)|do you (?:like|love|think|feel|know me)|should i (?:buy|sell|invest|marry)|tell me about yourself|meaning of life)\b/i,
]

const PERSON_FOCUS =
  /^(?:person|people|man|woman|ceo|cfo|cto|chief|boss|founder|co-founder|cofounder|president|minister|senator|judge|administrator|director|chairman|chairwoman|spokesman|spokeswoman|spokesperson|analyst|economist|reporter|author|journalist|researcher|partner|executive|leader|manager|secretary|politician|lawmaker|scientist|expert|head|strategist|official)$/
const PLACE_FOCUS =
  /^(?:city|cities|country|countries|place|places|town|state|states|region|location|continent|nation|nations|headquarters|venue|address)$/
const DATE_FOCUS = /^(?:date|day|month|year|time|deadline|quarter|week|start|end|launch)$/
const MONEY_FOCUS =
  /^(?:price|prices|cost|costs|fee|fees|salary|budget|worth|fine|ticket price|valuation|amount|sum|price tag|revenue|profit|funding|investment)$/
const PERCENT_FOCUS = /^(?:percentage|percent|share|proportion|rate|cut|fraction)$/
/** Words that ask for a figure wherever they stand among keywords. */
const PLAIN_FIGURES = new Set(['price', 'cost', 'fee', 'salary', 'valuation', 'percentage', 'percent', 'date', 'size', 'area', 'total'])
const AMOUNT_FOCUS = /^(?:number|count|total|size|area|population|score|figure|volume|output|units|quantity|value)$/

export function askingOf(text: string): Asking {
  const words = text
    .split(/[\s/]+/)
    .map((word) => fold(word.replace(/^[^\p{L}\p{N}$€£]+|[^\p{L}\p{N}%]+$/gu, '')))
    .filter((word) => word !== '')
  const line = words.join(' ')
  const twoPart =
    /[?,;]\s*(?:and|who|what|when|where|why|how|which|did|does|was|were|is|are)\b.{3,}|\band (?:who|what|when|where|why|how|which|whose|did|does|was|were|is|are|by)\b/i.test(
      text,
    )
  const kind = kindOf(text, line)
  const { wants, focus } = wantsOf(line, words)
  const property = focus !== null && !WEAK_FOCUS.has(focus) && focusWants(focus) !== 'date' && isProperty(line, words, focus)
  return { kind, wants: kind === 'fact' || kind === 'list' ? wants : null, focus, property, counted: countedWords(line), twoPart }
}

function kindOf(text: string, line: string): Kind {
  if (CHAT.some((pattern) => pattern.test(text.trim()))) return 'chat'
  if (/\b(?:timeline|chronology|course of events|over time|sequence of events|in (?:chronological )?order)\b/.test(line)) return 'timeline'
  if (/\b(?:compare|compared|comparison|contrast|differ|differs|difference|differences|versus|vs|disagree|disagreement)\b/.test(line))
    return 'compare'
  if (
    /\b(?:tell me (?:more |abt )?(?:about|abt)|background (?:on|of|about)|what do (?:you|we) (?:have|know) (?:on|about)|what is known about|anything (?:on|about)|info(?:rmation)? (?:on|about)|profile of|overview of|brief me on|everything (?:on|about))\b/.test(
      line,
    )
  )
    return 'about'
  const plain = line.replace(/^(who|what)s /, '$1 is ')
  if (/^(?:who|what) (?:is|are|was|were) (?:[^ ]+ ){0,3}[^ ]+$/.test(plain) && !ARTICLE_OR_ROLE.test(line)) return 'about'
  if (
    /\b(?:latest|newest|most recent|what's new|whats new|headlines|news (?:from|of|on|in|about|today|this|before|after|since|between)|any news|what happened (?:on|in|between|during|before|after|since|over|last|this|yesterday|today))\b/.test(
      line,
    )
  )
    return 'latest'
  if (
    /^(?:list|name|give me all|enumerate|show (?:me )?all|which (?:\w+ ){0,3}\w+s (?:are|were|have|had|did|do)\b|what (?:all )?(?:companies|firms|countries|products|apps|measures|startups|investors|deals))/.test(
      line,
    )
  )
    return 'list'
  return 'fact'
}

const ARTICLE_OR_ROLE =
  /\b(?:the|a|an|of|for|in|to|at|by|on|ceo|cfo|boss|head|chief|founder|president|behind|backing|owner|its|their|new|going)\b/

function wantsOf(line: string, words: readonly string[]): { wants: Wants; focus: string | null } {
  if (/\bhow many\b/.test(line)) return { wants: 'count', focus: firstNoun(line, /\bhow many ((?:[\w-]+ ?){1,4})/) }
  if (/ number$/.test(line) && !/^(?:what|which)/.test(line)) return { wants: 'count', focus: null }
  if (/\b(?:number|count) of \w/.test(line)) return { wants: 'count', focus: firstNoun(line, /\b(?:number|count) of ((?:[\w-]+ ?){1,3})/) }
  if (/\bhow (?:long|quick|quickly|fast|soon)\b/.test(line)) return { wants: 'duration', focus: null }
  const sized = /\bhow (?:big|large|high|much|heavy|stiff|long|steep)(?: of)? (?:an?|the|was the|is the|were the|are the) ([\w-]+)/.exec(
    line,
  )?.[1]
  if (sized !== undefined) return { wants: 'amount', focus: sized }
  if (/\bhow old\b|\bage of\b/.test(line)) return { wants: 'age', focus: null }
  if (/\bhow (?:old|big|large|small|often|far|tall|high|wide|heavy|deep|strong|frequently)\b/.test(line))
    return { wants: 'amount', focus: null }
  if (/\b(?:percentage|percent|what share|what proportion|what fraction|growth rate|market share)\b/.test(line))
    return { wants: 'percent', focus: null }
  if (MONEY_QUESTION.test(line)) return { wants: 'money', focus: null }
  if (/\bhow much\b/.test(line)) return { wants: 'amount', focus: null }
  if (
    /\bwhy\b|\bhow come\b|\bwhat (?:\w+ )?(?:reason|reasons|cause|caused|prompted|led to)\b|\breason for\b|\bon what grounds\b/.test(line)
  )
    return { wants: 'reason', focus: null }
  if (/\b(?:what|which) year\b/.test(line)) return { wants: 'year', focus: null }
  if (
    /\bwhen\b(?! (?:\w+ ){2,})|^when\b|\bwhat (?:date|day|month|year|time)\b|\bsince when\b|\bdate of\b|\bwhich (?:date|day|month|year)\b/.test(
      line,
    )
  )
    return { wants: 'date', focus: null }
  if (/\bwhere\b/.test(line)) return { wants: 'place', focus: null }
  if (/\bwho\b|\bwhos\b|\bwhose\b|\bwhom\b/.test(line))
    return {
      wants: 'who',
      focus: firstNoun(line, /\bwho(?:s|se)? (?:(?:is|was|are|were) (?:the |its |their )?|(?<=whose ))((?:[\w-]+ ?){1,4})/),
    }
  if (
    /\bwhat (?:did|does|do|had|has|have|was|were|is) .{2,80}\b(?:say|says|said|saying|tell|told|tweet|tweeted|claim|warn|announce|comment|reply|respond|react|call|describe|think|thinks|quoted|accuse)\b/.test(
      line,
    )
  )
    return { wants: 'speech', focus: null }
  const asked = headOf(line, words)
  if (/^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b/.test(line))
    return { wants: 'yesno', focus: null }
  const focused =
    focusWants(asked) ??
    (QUESTION_LEAD.test(line)
      ? null
      : words.some((word, i) => words[i - 1] !== 'per' && PLAIN_FIGURES.has(word))
        ? focusWants(words.find((word) => PLAIN_FIGURES.has(word)) ?? null)
        : null)
  if (focused !== null) return { wants: focused, focus: asked }
  return { wants: asked !== null && /\b(?:what|which)\b/.test(line) ? 'thing' : null, focus: asked }
}

const MONEY_QUESTION =
  /\bhow much (?:does|did|do|is|are|was|were|will|would|could|should|money|cash)\b.{0,200}\b(?:cost|pay|paid|spend|spent|worth|price|invest|raise|raised|charge|earn|money|cash|put|putting|lose|lost|donate|fined|owe|save)\b|\bwhat (?:do|does|did) (?:\S+ ){1,4}?(?<!to )(?:pay|cost|charge)\b|\bhow many (?:dollars|euros|yuan|pounds|bucks)\b|\bhow much (?:money|cash)\b/
/** “What is X's fine”, “penalty for …”, or a name with one or two words after it: the focus is what a text must speak of. */
function isProperty(line: string, words: readonly string[], focus: string): boolean {
  if (QUESTION_LEAD.test(line))
    return /^(?:so |and )?(?:what|whats) (?:is|are|was|were) |^whats |^(?:what|which) (?:fine|penalty|price|fee|salary|revenue|cost) /.test(
      line,
    )
  if (/^(?:who|whos) /.test(line)) return /^(?:who (?:is|was|are)|whos) (?:the |its |their )?(?:\w+ ){0,2}\w+ (?:of|at|for|in) /.test(line)
  if (/\b(?:who|when|where|why|and|or|then|vs)\b/.test(line)) return false
  return line.startsWith(`${focus} for `) || line.startsWith(`${focus} of `) || words.length <= 5
}

function countedWords(line: string): string[] {
  const run = (/\b(?:how many|number of|count of) ((?:[\w-]+ ?){1,4})/.exec(line)?.[1] ?? /^(.*) number$/.exec(line)?.[1] ?? '')
    .trim()
    .split(' ')
    .filter(Boolean)
  const stop = run.findIndex((word) => AFTER_FOCUS.has(word))
  return (stop < 0 ? run : run.slice(0, stop)).filter(
    (word) =>
      !/^(?:other|more|new|different|total|ways|kinds|types|sorts|things|items|people|ppl|persons|times|points|dollars|euros|percentage|percent)$/.test(
        word,
      ),
  )
}

/** Words that stand for any answer: their absence says nothing. */
const WEAK_FOCUS = new Set(
  'story stories article articles news report reports piece pieces headline month year day date time week quarter number name names reason way thing things stat stats employer affiliation company firm newspaper outlet source topic reaction response happened going anything details position listings size city who lol far stops trouble hit tank numbers amount amounts leader now given february share wrong different up behind next quote quotes statement comment words'.split(
    ' ',
  ),
)

const QUESTION_LEAD = /^(?:(?:so|and|but|ok|please|pls|then|in|on|by|at|for|to|from|of|with|under) )?(?:what|whats|which|how)\b/
const HEAD_STOPS = new Set(
  'for of in on at to from by with without about over under after before during into than that which who when where if as and or is are was were does did do has have had will would can could should per under against'.split(
    ' ',
  ),
)
const NOT_HEADS = new Set('name names date number new latest last first next this that the a an its their his her'.split(' '))

/**
 * The noun that names what is asked: “which two other *companies* were …”, “Visa's quarterly revenue *forecast*”,
 * “*penalty* for exporting …”, “gsma *ceo* name”. English puts it last in its noun phrase, before a preposition or verb.
 */
function headOf(line: string, words: readonly string[]): string | null {
  const asked = firstNoun(
    line,
    /\b(?:which|what|whats|what's) (?:(?:is|was|are|were|s) )?(?:the |its |their |his |her |a |an )?((?:[\w-]+ ?){1,5})/,
  )
  if (QUESTION_LEAD.test(line))
    return asked !== null && /^(?:does|did|do|has|have|had|will|would|can|could|happened|happens|happen|else|about)$/.test(asked)
      ? null
      : asked
  if (/^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|tell|give|show|list)\b/.test(line)) return null
  const stop = words.findIndex((word, i) => i > 0 && HEAD_STOPS.has(word))
  const run = (stop < 0 ? words : words.slice(0, stop)).filter((word) => !NOT_HEADS.has(word) && !/\d/.test(word))
  return run.at(-1) ?? null
}

function focusWants(word: string | null): Wants {
  if (word === null) return null
  if (PERSON_FOCUS.test(word)) return 'person'
  if (PLACE_FOCUS.test(word)) return 'place'
  if (DATE_FOCUS.test(word)) return 'date'
  if (MONEY_FOCUS.test(word)) return 'money'
  if (PERCENT_FOCUS.test(word)) return 'percent'
  if (AMOUNT_FOCUS.test(word)) return 'amount'
  return null
}

const AFTER_FOCUS = new Set(
  'is are was were did does do has have had will would can could should that which who of in on for at to from by with and or into about over under after before during the a an its their his her'.split(
    ' ',
  ),
)

/** The last noun of the run that follows the question word. */
function firstNoun(line: string, pattern: RegExp): string | null {
  const run = pattern.exec(line)?.[1]?.trim().split(' ') ?? []
  const stop = run.findIndex((word) => AFTER_FOCUS.has(word))
  const words = stop < 0 ? run : run.slice(0, stop)
  // After “which airline” comes its verb; after “what is the job” comes more of the noun phrase. Without a parser, a past form or a common verb ends it.
  const verb = words.findIndex((word, i) => i > 0 && (/^[a-z]+(?:ed|ly)$/.test(word) || baseOf(word) !== word || PLAIN_VERBS.has(word)))
  return (verb < 0 ? words : words.slice(0, verb)).at(-1) ?? null
}

const PLAIN_VERBS = new Set(
  'let make made say said give gave get got take took put keep kept buy bought sell sold pay paid cost run ran win won lose lost lead led hold held set cut call name use want need plan go went come came see saw find found become became begin began stretch turn back backs own owns show first didnt dont isnt doesnt cant take takes mention runs makes sells face'.split(
    ' ',
  ),
)

const JOINT =
  /[,;?]?\s+(?:and|then)\s+(?=(?:who|what|when|where|why|how|which|whose|did|does|was|were|is|are|by)\b)|\?\s+(?=\S)|,\s+(?=(?:who|what|when|where|why|how|which|whose|did|does|was|were|is)\b)/i

const COMPARED = /^(?:please )?(?:compare|contrast) (.{3,200}?) (?:with|to|and|vs\.?|versus|against) (.{3,200})$/i

/** The parts of two questions in one, in order; one part where there is only one. */
export function partsOf(text: string): readonly string[] {
  const compared = COMPARED.exec(text)
  if (compared?.[1] && compared[2]) return [compared[1], compared[2]]
  const parts = text
    .split(JOINT)
    .map((part) => part.trim())
    .filter((part) => part.split(/\s+/).length >= 2)
  return parts.length >= 2 && parts.length <= 3 ? parts : [text]
}
