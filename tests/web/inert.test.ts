/** What inspects the pages, shown pages that do something: a check that cannot fail checks nothing. */
import { describe, expect, test } from 'vitest'
import { inspect } from './inert.ts'
import { PAYLOAD_FAMILIES, PAYLOADS } from './payloads.ts'

const OURS = ['http://127.0.0.1:4321']
const page = (body: string) => `<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><main>${body}</main></body></html>`

describe('the inspection of a page', () => {
  test('what only is read passes', () => {
    const html = page(
      '<p class="a">x &lt;script&gt; <a href="/entity/a%22">b</a> <a href="https://a.example/x">c</a></p><script src="/assets/page.1a.js"></script>',
    )
    expect(inspect(html, OURS)).toMatchObject({ faults: [], text: expect.stringContaining('x <script> b c') })
  })
  test.each([
    '<script>1</script>',
    '<script src="/assets/a.js">1</script>',
    '<script src="//evil.example/a.js"></script>',
    '<script src="/ask?q=alert(1)"></script>',
    '<img src="/x.png">',
    '<p onclick="x">a</p>',
    '<p ONclick=x>a</p>',
    '<p style="color:red">a</p>',
    '<a href="javascript:alert(1)">a</a>',
    '<a href=" javascript:alert(1)">a</a>',
    '<a href="java&#9;script:alert(1)">a</a>',
    '<a href="&#106;avascript:alert(1)">a</a>',
    '<a href="data:text/html,x">a</a>',
    '<a href="//evil.example">a</a>',
    '<a href="/\\evil.example">a</a>',
    '<a href="https://user@evil.example">a</a>',
    '<a href="x">a</a>',
    '<form action="https://a.example"></form>',
    '<base href="/">',
    '<meta http-equiv="refresh" content="0">',
    '<meta name="x" content="0">',
    '<link rel="stylesheet" href="https://a.example/x.css">',
    '<link rel="import" href="/x">',
    '<style>p{}</style>',
    '<svg><use href="/x"/></svg>',
    '<svg><rect fill="url(//evil.example)"/></svg>',
    '<iframe src="/x"></iframe>',
    '<p x-init="1">a</p>',
    '<!-- x -->',
    '<custom-element>a</custom-element>',
  ])('%s is found', (html) => {
    expect(inspect(page(html), OURS).faults).not.toEqual([])
  })
  test('markup that differs shows in the skeleton, text that differs does not', () => {
    const skeleton = (html: string) => inspect(page(html), OURS).skeleton
    expect(skeleton('<p title="a">b</p>')).toBe(skeleton('<p title="c">d</p>'))
    expect(skeleton('<p title="a">b</p>')).not.toBe(skeleton('<p title="a" lang="b">b</p>'))
    expect(skeleton('<p>a</p>')).not.toBe(skeleton('<p>a</p><p></p>'))
  })
})

describe('the payloads', () => {
  test('there are more than 2,700, of twelve families', () => {
    expect(PAYLOADS.length).toBeGreaterThan(2_700)
    expect(new Set(PAYLOADS).size).toBe(PAYLOADS.length)
    expect([...PAYLOAD_FAMILIES.keys()]).toHaveLength(12)
    for (const [name, texts] of PAYLOAD_FAMILIES) expect(texts.length, name).toBeGreaterThan(15)
  })
  test('put into a page as they are, most that are markup are found', () => {
    const found = (family: string) => (PAYLOAD_FAMILIES.get(family) ?? []).filter((text) => inspect(page(text), OURS).faults.length > 0)
    for (const family of ['handlers', 'documents', 'mutations']) {
      expect(found(family).length, family).toBeGreaterThan(0.8 * (PAYLOAD_FAMILIES.get(family)?.length ?? Number.POSITIVE_INFINITY))
    }
  })
})
