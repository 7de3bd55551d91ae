/** How the text of a feed's item ends: what the publisher's software wrote under it, and whether it breaks off. */

/** Lines under a text that are not of it: no feed has more. */
const MAX_TAILS = 6
/** A line under a text is short, a sentence of WordPress holds the title. */
const MAX_TAIL = 400
/** A line that only leads on. */
const MAX_LEAD = 80

/** “The post … appeared first on …”, in the languages of WordPress that are common. */
const APPEARED =
  /^((?:[\s\S]*\s)?)(?:The post|Der Beitrag|L[’']article|La entrada|El cargo|L[’']articolo|Het bericht|O post|O conteúdo|Artykuł|Inlägget|Innlegget|Indlægget|Запись|Articolul|Yazı) [^\n]{1,300}? (?:appeared first on|first appeared on|erschien zuerst auf|est apparu en premier sur|se publicó primero en|aparece primero en|apareció primero en|proviene da|sembra essere il primo su|verscheen eerst op|apareceu primeiro em|pochodzi z serwisu|dök först upp på|dukket først opp på|blev først udgivet på|впервые появилась|apare prima dată în) [^\n]{1,120}$/u
const READ_ON =
  /^(?:[[(«“]?\s*)(?:read (?:more|on|the (?:full|whole|rest)|full|all about|it)|continue reading|keep reading|full (?:story|article|text)|click here|view (?:the )?(?:full|original)|see more|more\s*(?:…|\.\.\.|»|→|>)|weiterlesen|mehr lesen|lire la suite|lire plus|leer más|seguir leyendo|continua a leggere|leggi (?:tutto|di più)|lees (?:meer|verder)|continue lendo|leia mais|ler mais|czytaj (?:dalej|więcej)|läs mer|les mer|læs mere|читать (?:далее|дальше|полностью)|阅读全文|閱讀全文|続きを読む|もっと読む|더 ?보기|devamını oku)/iu
const READ_ON_AT_END =
  /\s[[(]?(?:read more|continue reading|read the full (?:story|article)|weiterlesen|lire la suite|leer más|leggi tutto|lees meer)\s*(?:[\])»→>…]|\.\.\.)*\.?$/iu
const LEFT_OUT =
  /^(?:(?:\d+ )?comments?|share(?: this)?(?: post| article)?:?|tweet|email this|permalink|\[link\](?: \[comments\])?|submitted by .{1,80}|source: .{1,60}|via \S+(?: \S+){0,3})$/iu
/** “…”, “[…]”, “[&hellip;]”, “(more…)”, also before a closing quotation mark. */
const BREAKS = /(?:…|\.{3,}|\[\s*(?:…|\.{3}|\+\d+ chars)\s*\]|\(more\s*…?\))["”’»)\]]*$/u

export function withoutTail(text: string): { readonly text: string; readonly breaksOff: boolean } {
  const paragraphs = text === '' ? [] : text.split('\n\n')
  let breaksOff = false
  for (let taken = 0; taken < MAX_TAILS; taken++) {
    const last = paragraphs.at(-1)
    if (last === undefined) break
    const cut = tailOf(last)
    if (cut === null) break
    breaksOff ||= cut.leadsOn
    paragraphs.pop()
    if (cut.rest !== '') paragraphs.push(cut.rest)
  }
  breaksOff ||= BREAKS.test(paragraphs.at(-1) ?? '')
  return { text: paragraphs.join('\n\n'), breaksOff }
}

/** What is left of a last paragraph without its tail; null where it has none. `leadsOn`: the tail said that there is more. */
function tailOf(paragraph: string): { readonly rest: string; readonly leadsOn: boolean } | null {
  if (paragraph.length <= MAX_LEAD && READ_ON.test(paragraph)) return { rest: '', leadsOn: true }
  if (paragraph.length <= MAX_LEAD && LEFT_OUT.test(paragraph)) return { rest: '', leadsOn: false }
  const end = paragraph.slice(-MAX_TAIL)
  const appeared = APPEARED.exec(end)
  if (appeared !== null)
    return { rest: paragraph.slice(0, paragraph.length - end.length + (appeared[1]?.length ?? 0)).trimEnd(), leadsOn: false }
  const readOn = READ_ON_AT_END.exec(end)
  return readOn === null ? null : { rest: paragraph.slice(0, paragraph.length - end.length + readOn.index).trimEnd(), leadsOn: true }
}
