/** Which rules of a page's sheets hold for an element. Selectors beyond those of sheets that are written by hand hold for nothing. */
import type { Rule, Style } from './css-rules.ts'
import { splitAtCommas } from './css-rules.ts'
import { type PageElement, PageTooLarge } from './page-document.ts'

type Test = (element: PageElement) => boolean
type Compound = {
  readonly tag: string | null
  readonly id: string | null
  readonly classes: readonly string[]
  readonly tests: readonly Test[]
}
type Step = {
  readonly compound: Compound /** How the compound before it stands to this one. */
  readonly relation: ' ' | '>' | '+' | '~' | ''
}
type Prepared = {
  /** From the last compound to the first. */ readonly steps: readonly Step[]
  readonly weight: number
  readonly order: number
  readonly style: Style
}

/** Comparisons of an element with a compound: 50,000 are usual, 500,000 a heavy page. Past this a sheet is made to cost time. */
const MAX_TESTS = 4_000_000
const MAX_STEPS = 24

/** The rules that hold for an element, from the weakest to the strongest. Throws a PageTooLarge where that is made too costly. */
export function ruleFinder(rules: readonly Rule[]): (element: PageElement) => readonly Style[] {
  const buckets = new Map<string, Prepared[]>()
  rules.forEach((rule, order) => {
    const steps = stepsOf(rule.selector)
    const last = steps?.[0]?.compound
    if (steps === null || last === undefined) return
    const key = last.id !== null ? `#${last.id}` : last.classes[0] !== undefined ? `.${last.classes[0]}` : (last.tag ?? '*')
    const all = buckets.get(key) ?? []
    all.push({ steps, order, weight: weightOf(steps), style: rule.style })
    buckets.set(key, all)
  })
  let tests = 0
  const spend = (): void => {
    if (++tests > MAX_TESTS) throw new PageTooLarge('has style sheets that take too long to compare with it')
  }
  return (element) => {
    const keys = [
      '*',
      element.localName.toLowerCase(),
      ...classesOf(element).map((name) => `.${name}`),
      ...(element.id ? [`#${element.id}`] : []),
    ]
    const found = keys.flatMap((key) => (buckets.get(key) ?? []).filter(({ steps }) => holds(element, steps, 0, spend)))
    return found.sort((a, b) => a.weight - b.weight || a.order - b.order).map(({ style }) => style)
  }
}

/** Asked for again and again while ancestors are compared. */
const classes = new WeakMap<PageElement, readonly string[]>()

function classesOf(element: PageElement): readonly string[] {
  const known = classes.get(element)
  if (known !== undefined) return known
  const found = (typeof element.className === 'string' ? element.className : '').split(/\s+/).filter((name) => name !== '')
  classes.set(element, found)
  return found
}

function holds(element: PageElement, steps: readonly Step[], at: number, spend: () => void): boolean {
  const step = steps[at]
  if (step === undefined) return true
  spend()
  if (!fits(element, step.compound)) return false
  if (step.relation === '') return true
  const sideways = step.relation === '+' || step.relation === '~'
  const next = (from: PageElement): PageElement | null => (sideways ? from.previousElementSibling : from.parentElement)
  for (let other = next(element); other !== null; other = next(other)) {
    if (holds(other, steps, at + 1, spend)) return true
    if (step.relation === '>' || step.relation === '+') return false
  }
  return false
}

function fits(element: PageElement, { tag, id, classes, tests }: Compound): boolean {
  if (tag !== null && tag !== '*' && element.localName.toLowerCase() !== tag) return false
  if (id !== null && element.id !== id) return false
  if (classes.length > 0) {
    const has = classesOf(element)
    if (!classes.every((name) => has.includes(name))) return false
  }
  return tests.every((test) => test(element))
}

/** Ids, then classes, attributes and pseudo-classes, then names of elements. */
function weightOf(steps: readonly Step[]): number {
  return steps.reduce(
    (sum, { compound: { tag, id, classes, tests } }) =>
      sum + (id === null ? 0 : 1_000_000) + (classes.length + tests.length) * 1_000 + (tag === null || tag === '*' ? 0 : 1),
    0,
  )
}

/** Null for a selector that says more than is known here: what is only true at moments, or of parts that are no elements. */
function stepsOf(selector: string): readonly Step[] | null {
  const parts = selector.match(/\s*[>+~]\s*|\s+|(?:[^\s>+~[(\\]|\\.|\[[^\]]*\]|\((?:[^()]|\([^()]*\))*\))+/g) ?? []
  const steps: Step[] = []
  let relation: Step['relation'] = ''
  for (const part of parts) {
    if (/^\s*[>+~]\s*$/.test(part)) relation = part.trim() as Step['relation']
    else if (part.trim() === '') relation = ' '
    else {
      const compound = compoundOf(part)
      if (compound === null || steps.length >= MAX_STEPS) return null
      steps.unshift({ compound, relation })
      relation = ''
    }
  }
  return steps.at(-1)?.relation === '' && relation.trim() === '' ? steps : null
}

const PIECE =
  /^(?:([a-z][\w-]*|\*)|#((?:[\w-]|[^\0-\x7f]|\\.)+)|\.((?:[\w-]|[^\0-\x7f]|\\.)+)|\[([^\]]*)\]|:([\w-]+)(?:\(((?:[^()]|\([^()]*\))*)\))?)/i

function compoundOf(text: string): Compound | null {
  let rest = text
  let tag: string | null = null
  let id: string | null = null
  const classes: string[] = []
  const tests: Test[] = []
  while (rest !== '') {
    const match = PIECE.exec(rest)
    if (match === null) return null
    const [whole, name, hash, klass, attribute, pseudo, inside] = match
    if (name !== undefined) tag = name.toLowerCase()
    else if (hash !== undefined) id = hash.replace(/\\(.)/g, '$1')
    else if (klass !== undefined) classes.push(klass.replace(/\\(.)/g, '$1'))
    else {
      const test = attribute !== undefined ? attributeTest(attribute) : pseudoTest(pseudo?.toLowerCase() ?? '', inside ?? '')
      if (test === null) return null
      tests.push(test)
    }
    rest = rest.slice(whole.length)
  }
  return { tag, id, classes, tests }
}

function attributeTest(text: string): Test | null {
  const match = /^\s*([\w-]+)\s*(?:([~^$*|]?=)\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))\s*(?:[is]\s*)?)?$/i.exec(text)
  if (match === null) return null
  const name = (match[1] ?? '').toLowerCase()
  const wanted = match[3] ?? match[4] ?? match[5] ?? ''
  const operator = match[2]
  return (element) => {
    const value = element.getAttribute(name)
    if (value === null) return false
    switch (operator) {
      case undefined:
        return true
      case '=':
        return value === wanted
      case '~=':
        return value.split(/\s+/).includes(wanted)
      case '^=':
        return wanted !== '' && value.startsWith(wanted)
      case '$=':
        return wanted !== '' && value.endsWith(wanted)
      case '*=':
        return wanted !== '' && value.includes(wanted)
      default:
        return value === wanted || value.startsWith(`${wanted}-`)
    }
  }
}

function pseudoTest(name: string, inside: string): Test | null {
  if (name === 'root') return (element) => element.localName.toLowerCase() === 'html'
  if (name === 'first-child') return (element) => element.previousElementSibling === null
  if (name === 'last-child') return (element) => element.nextElementSibling === null
  if (name === 'only-child') return (element) => element.previousElementSibling === null && element.nextElementSibling === null
  if (name === 'nth-child') return nthChild(inside)
  if (name !== 'not' && name !== 'is' && name !== 'where' && name !== 'matches') return null
  const compounds = splitAtCommas(inside).map(compoundOf)
  if (compounds.some((compound) => compound === null)) return null
  return (element) => compounds.some((compound) => compound !== null && fits(element, compound)) !== (name === 'not')
}

function nthChild(formula: string): Test | null {
  const words: Readonly<Record<string, string>> = { odd: '2n+1', even: '2n' }
  const plain = formula.replace(/\s+/g, '').toLowerCase()
  const match = /^(?:([+-]?\d*)n)?([+-]?\d+)?$/.exec(words[plain] ?? plain)
  if (match === null || plain === '') return null
  const step = match[1] === undefined ? 0 : match[1] === '' || match[1] === '+' ? 1 : match[1] === '-' ? -1 : Number(match[1])
  const first = Number(match[2] ?? 0)
  return (element) => {
    let place = 1
    for (let before = element.previousElementSibling; before !== null && place < MAX_PLACE; before = before.previousElementSibling) place++
    return step === 0 ? place === first : (place - first) % step === 0 && (place - first) / step >= 0
  }
}
/** Counting on from here would cost the square of a long list. */
const MAX_PLACE = 200
