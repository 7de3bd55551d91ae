import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { plainOfHtml, readPage } from '../../src/intake/page.ts'
import '../properties.ts'

const URL_ = 'https://www.lamp.example/2026/bells'
const TEXT = [
  'The bells of the old tower in Carrig rang on Sunday for the first time in thirty years, after volunteers had mended the frame that holds them.',
  'About four hundred people stood in the square to hear them, some of whom had been christened to the same bells, the parish said.',
  'The largest of the bells weighs two tonnes. It was cast in 1743 by a founder from Cork, whose name is written on its rim.',
] as const
const PARAGRAPHS = TEXT.map((text) => `<p>${text}</p>`).join('')
const page = (head: string, body = PARAGRAPHS): string =>
  `<!doctype html><html lang="en-IE"><head><meta charset="utf-8">${head}</head><body><nav><a href="/">Home</a></nav><article><h1>Bells ring again</h1>${body}</article></body></html>`
const read = (html: string | Uint8Array, url = URL_, contentType: string | null = 'text/html') =>
  readPage(typeof html === 'string' ? Buffer.from(html) : html, { url, contentType })
const ld = (data: object): string => `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', ...data })}</script>`

test('what a page says of its article', () => {
  const found = read(
    page(
      `${ld({
        headline: 'Bells ring again',
        author: [{ name: 'Jane Doe' }],
        publisher: { name: 'The Lamp' },
        datePublished: '2026-03-03T09:00:00+01:00',
        dateModified: '2026-03-04',
      })}<link rel="canonical" href="/2026/bells/"><meta property="article:tag" content="bells">`,
    ),
  )
  expect(found).toEqual({
    canonical: 'https://www.lamp.example/2026/bells/',
    title: 'Bells ring again',
    publisher: 'The Lamp',
    authors: ['Jane Doe'],
    published: '2026-03-03T09:00:00+01:00',
    modified: '2026-03-04',
    tags: ['bells'],
    language: 'en',
    isPaywalled: false,
    body: TEXT.join('\n\n'),
    feeds: [],
    notes: [],
  })
})

describe('dates as they are said', () => {
  test.each([
    ['2026-03-03T09:00:00Z', '2026-03-03T09:00:00Z'],
    ['2026-03-03T09:00:00.123+0530', '2026-03-03T09:00:00+05:30'],
    ['2026-03-03 09:00', '2026-03-03T09:00:00'],
    ['2026-03-03T09:00:00 UTC', '2026-03-03T09:00:00Z'],
    ['2026-03', '2026-03'],
    ['2026', '2026'],
    ['March 3, 2026', '2026-03-03'],
    ['3 March 2026 9:05 am', '2026-03-03T09:05:00'],
    ['Tue, 03 Mar 2026 09:00:00 GMT', '2026-03-03T09:00:00+00:00'],
    ['2026-02-30', null],
    ['yesterday', null],
  ])('%s', (said, iso) => expect(read(page(`<meta property="article:published_time" content="${said}">`)).published).toBe(iso))

  test('the next place that says one is asked where the first says none', () => {
    const { published, notes } = read(page(`${ld({ datePublished: 'soon' })}<meta name="date" content="2026-03-03">`))
    expect(published).toBe('2026-03-03')
    expect(notes).toContain('the page gives “soon” as a date, which is none')
  })
})

describe('its own address', () => {
  const canonical = (href: string, url = URL_, base = ''): string | null =>
    read(page(`${base}<link rel="canonical" href="${href}">`), url).canonical
  test.each([
    ['of another host of the site', 'https://lamp.example/bells#top', 'https://lamp.example/bells'],
    ['relative', '../2025/bells', 'https://www.lamp.example/2025/bells'],
    ['of another site', 'https://evil.example/bells', null],
    ['of a name below the same suffix', 'https://other.example/', null],
    ['the front page', 'https://www.lamp.example/', null],
    ['no web address', 'javascript:alert(1)', null],
    ['with a password', 'https://a:b@lamp.example/bells', null],
    ['empty', '', null],
  ])('%s', (_name, href, expected) => expect(canonical(href)).toBe(expected))

  test('a name below a shared suffix is a site of its own', () => {
    expect(canonical('https://b.github.io/bells', 'https://a.github.io/bells')).toBeNull()
    expect(canonical('https://news.a.co.uk/bells', 'https://a.co.uk/x')).toBe('https://news.a.co.uk/bells')
    expect(canonical('http://127.0.0.1:8080/bells', 'http://127.0.0.1:8080/x')).toBe('http://127.0.0.1:8080/bells')
  })
  test('another site is told, and og:url is asked next', () => {
    const found = read(
      page('<link rel="canonical" href="https://evil.example/"><meta property="og:url" content="https://lamp.example/bells">'),
    )
    expect(found.canonical).toBe('https://lamp.example/bells')
    expect(found.notes).toContain('it names an address of another site as its own (evil.example)')
  })
  test('relative to the base of the page', () => {
    expect(canonical('bells', URL_, '<base href="https://lamp.example/news/">')).toBe('https://lamp.example/news/bells')
  })
})

describe('behind a paywall', () => {
  test.each([
    ['JSON-LD', ld({ isAccessibleForFree: false }), ''],
    ['JSON-LD, as a word', ld({ isAccessibleForFree: 'False' }), ''],
    ['JSON-LD, of a part', ld({ isAccessibleForFree: true, hasPart: [{ '@type': 'WebPageElement', isAccessibleForFree: false }] }), ''],
    ['content tier', '<meta property="article:content_tier" content="locked">', ''],
    ['an offer at the end', '', '<p>Subscribe to continue reading this article.</p>'],
    ['an offer in French', '', '<p>Cet article est réservé aux abonnés.</p>'],
    ['a barrier', '', '<div class="c-paywall__box"><p>Become a member for 1 € a month.</p></div>'],
  ])('%s', (_name, head, body) => expect(read(page(head, PARAGRAPHS + body)).isPaywalled).toBe(true))

  test.each([
    ['free, and says so', ld({ isAccessibleForFree: true }), ''],
    ['free tier', '<meta property="article:content_tier" content="free">', ''],
    ['a newsletter', '', '<p>Subscribe to our newsletter.</p>'],
    ['a barrier kept ready, hidden', '', '<div class="paywall" style="display:none">Subscribe to continue reading.</div>'],
    [
      'news of subscriptions',
      '',
      '<p>The paper said that its subscribers had grown by a third since it began to ask for money in 2019.</p>',
    ],
  ])('not: %s', (_name, head, body) => expect(read(page(head, PARAGRAPHS + body)).isPaywalled).toBe(false))
})

describe('encodings', () => {
  const sentence = 'Die Glocken läuteten über dem Fluß – „zum ersten Mal“.'
  const html = (meta: string): string => `<html><head>${meta}</head><body><article><p>${sentence}</p>${PARAGRAPHS}</article></body></html>`
  test.each([
    ['UTF-8, nothing said', iconv.encode(html(''), 'utf-8'), 'text/html'],
    ['UTF-8 with a mark, something else said', iconv.encode(html(''), 'utf-8', { addBOM: true }), 'text/html; charset=iso-8859-1'],
    ['UTF-16 with a mark', iconv.encode(html(''), 'utf-16le', { addBOM: true }), 'text/html'],
    ['HTTP before the page', iconv.encode(html('<meta charset="utf-8">'), 'windows-1252'), 'text/html; charset="windows-1252"'],
    ['the page', iconv.encode(html('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'), 'windows-1252'), null],
    ['nothing said, not UTF-8', iconv.encode(html(''), 'windows-1252'), 'text/html'],
    ['said to be UTF-8, and is not', iconv.encode(html('<meta charset="utf-8">'), 'windows-1252'), 'text/html'],
    ['said to be Latin-1, and is UTF-8', iconv.encode(html(''), 'utf-8'), 'text/html; charset=iso-8859-1'],
    ['said to be of no known encoding', iconv.encode(html(''), 'utf-8'), 'text/html; charset=x-nonsense'],
  ])('%s', (_name, bytes, type) => expect(read(bytes, URL_, type).body).toContain(sentence))

  test.each(['shift_jis', 'euc-jp', 'gb2312', 'big5', 'euc-kr', 'koi8-r', 'windows-1251'])('%s', (charset) => {
    const words = charset.startsWith('k') || charset.startsWith('w') ? 'Колокола звонили в воскресенье' : '日本中文'
    const text = charset === 'euc-kr' ? '종이 울렸다' : words
    const bytes = iconv.encode(`<html><body><article><p>${text}</p>${PARAGRAPHS}</article></body></html>`, charset)
    expect(read(bytes, URL_, `text/html; charset=${charset}`).body).toContain(text)
  })
  test('a damaged byte is told, not fatal', () => {
    const bytes = Buffer.concat([Buffer.from('<p>日本の鐘'), Buffer.from([0xff]), Buffer.from(`が鳴った</p>${PARAGRAPHS}`)])
    const { body, notes } = read(bytes)
    expect(body).toContain('日本の鐘')
    expect(notes).toContain('1 character could not be read')
  })
})

describe('what stands around the article', () => {
  const bodyOf = (body: string): string =>
    read(page('<meta name="author" content="Jane Doe"><meta property="og:site_name" content="The Lamp">', body)).body
  const [ONE, TWO, THREE] = TEXT.map((text) => `<p>${text}</p>`)
  test.each([
    ['byline and date', `<p>By Jane Doe</p><p>Updated Nov 19, 9:41 AM; posted Nov 18, 8:19 PM</p><p>3 March 2026</p>${ONE}${TWO}${THREE}`],
    ['its address', `<p>https://www.lamp.example/2026/bells</p>${ONE}${TWO}${THREE}`],
    ['a caption by name', `${ONE}<div class="img-caption">The tower in 1950</div>${TWO}${THREE}`],
    [
      'a box of links',
      `${ONE}${TWO}<div class="related-stories"><h3>More</h3><ul><li><a href="/a">A fire in Cork</a></li><li><a href="/b">A flood in Galway</a></li></ul></div>${THREE}`,
    ],
    ['a line that is a link', `${ONE}<p><a href="/a">FIRE IN CORK KILLS NONE</a></p>${TWO}${THREE}`],
    ['links under a heading', `${ONE}${TWO}${THREE}<h2>You may also like</h2><p><a href="/a">A fire in Cork</a></p>`],
  ])('%s', (_name, body) => expect(bodyOf(body)).toBe(TEXT.join('\n\n')))

  test('lists, headings with a text, and names that only contain a word stay', () => {
    const list = '<ul><li><a href="/a">Cork</a></li><li><a href="/b">Galway</a></li></ul>'
    expect(
      bodyOf(`${ONE}${list}<h2>The founder</h2>${TWO}<div class="has-ads stories-2026"><div class="uncaptioned">${THREE}</div></div>`),
    ).toBe([TEXT[0], 'Cork', 'Galway', 'The founder', TEXT[1], TEXT[2]].join('\n\n'))
  })
})

describe('only text leaves', () => {
  const STRINGS = [
    ['<script>alert(1)</script>', ''],
    ['&lt;script&gt;alert(1)&lt;/script&gt;', '<script>alert(1)</script>'],
    ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['<img src=x onerror=alert(1)>', ''],
    ['<svg onload=alert(1)>', ''],
    ['<a href="javascript:alert(1)">press</a>', 'press'],
    ['<b>bold<i> and slanted</b></i>', 'bold and slanted'],
    ['<iframe srcdoc="<script>alert(1)</script>"></iframe>', ''],
    ['<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>', ''],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['<!--><img src=x onerror=alert(1)>-->', '-->'],
    ['AT&T &copy; &#x1F514; &nosuch;', 'AT&T © 🔔 &nosuch;'],
    ['<p>a</p><p>b<br>c<br><br>d</p>', 'a\n\nb c\n\nd'],
    ['<![CDATA[x]]>y', 'y'],
    ['plain', 'plain'],
    ['', ''],
  ] as const
  test.each(STRINGS)('%s', (html, text) => expect(plainOfHtml(html)).toBe(text))

  test('what is written as text arrives as it was written', () => {
    const written = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme-ascii' }), (text) => {
        expect(plainOfHtml(`<p>${written(text)}</p>`)).toBe(text.replace(/\s+/g, ' ').trim())
      }),
    )
  })
})

describe('pages that are made to do harm', () => {
  test.each([
    ['nothing', ''],
    ['no text', '<html><body><div id="app"></div></body></html>'],
    ['50,000 elements in each other', `<html><body>${'<div>'.repeat(50_000)}x`],
    ['50,000 parts of a drawing in each other', `<html><body>${'<path>'.repeat(50_000)}x`],
    ['130,000 elements', `<html><body>${'<p>x</p>'.repeat(130_000)}`],
    ['an element of 10,000 attributes', `<p ${Array.from({ length: 10_000 }, (_, i) => `a${i}`).join(' ')}>x`],
    ['a million signs', '<'.repeat(1_000_000)],
    ['300,000 entities', '&nbsp;'.repeat(300_000)],
    [
      'selectors that cost time',
      `<style>${'div div div div div div div div div .x{display:none}'.repeat(3_000)}</style>${'<div>'.repeat(200)}${'<p class=x>'.repeat(2_000)}`,
    ],
  ])('%s', (_name, html) => {
    const { body, notes } = read(html)
    expect(body).toBe('')
    expect(notes).not.toEqual([])
  })

  test('markup that is broken anywhere throws nothing', () => {
    const whole = page(
      `${ld({ headline: 'Bells', datePublished: '2026-03-03' })}<style>.x{display:none;color:var(--a)}</style><base href="/x/">`,
      `<table><tr><td class="x" style="color:#fff;clip:rect(0,0,0,0)">a<svg><path d="M0"/></svg><template><p>b</template>${PARAGRAPHS}<select><option>c`,
    )
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(whole.length), fc.nat(whole.length), (a, b, c) => {
        const mangled = whole.slice(0, a) + whole.slice(b, b + 200) + whole.slice(c)
        expect(read(mangled).notes.filter((note) => note.includes('could not be taken apart'))).toEqual([])
        expect(typeof plainOfHtml(mangled)).toBe('string')
      }),
      { numRuns: 60 },
    )
  })
})
