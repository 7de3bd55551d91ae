import { describe, expect, test } from 'vitest'
import { openDocument } from '../../src/intake/open-document.ts'
import type { Opened } from '../../src/intake/workshop.ts'

const opened = (content: string | Uint8Array, contentType: string | null = null): Opened =>
  openDocument(typeof content === 'string' ? Buffer.from(content) : content, { url: 'https://example.org/x', contentType })
const utf16 = (text: string): Uint8Array => Buffer.from(`\uFEFF${text}`, 'utf16le')

const RSS = '<rss version="2.0"><channel><title>Tides</title><item><title>A &amp;amp; B</title></item></channel></rss>'
const PAGE =
  '<html><head><title>Tides</title><link rel="alternate" type="application/rss+xml" href="/feed"></head><body><p>Hello.</p></body></html>'

describe('what bytes are is told by what they hold', () => {
  test.each([
    ['a feed', RSS, 'application/rss+xml'],
    ['a feed that is called a page', RSS, 'text/html'],
    ['a feed of which nothing is said', RSS, null],
    [
      'a feed in JSON',
      JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Tides', items: [{ id: '1', title: 'A & B' }] }),
      null,
    ],
  ])('%s', (_, content, type) => {
    expect(opened(content, type)).toMatchObject({ kind: 'feed', feed: { title: 'Tides', items: [{ title: 'A & B' }] } })
  })

  test.each([
    ['a page', PAGE, 'text/html'],
    ['a page that is called a feed', PAGE, 'application/rss+xml'],
    ['a page of which nothing is said', PAGE, null],
    ['a page in UTF-16', utf16(PAGE), null],
    ['a page in XHTML', `<?xml version="1.0"?><!DOCTYPE html PUBLIC "a" "b">${PAGE}`, 'application/xhtml+xml'],
  ])('%s', (_, content, type) => {
    expect(opened(content, type)).toMatchObject({ kind: 'page', page: { feeds: [{ url: 'https://example.org/feed' }] } })
  })

  test.each([
    ['', 'nothing in it'],
    ['Just some words.', 'plain text'],
    ['{"error": "<p>not found</p>"}', 'JSON, but no feed'],
    ['<?xml version="1.0"?><catalogue><title>Tides</title></catalogue>', 'XML, but no feed'],
    ['<?xml version="1.0"?><urlset xmlns="x"><url/></urlset>', 'XML, but no feed'],
    ['%PDF-1.7 …', 'a PDF file'],
    [Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10]), 'a picture'],
    [Buffer.from([0x1f, 0x8b, 8, 0]), 'a packed file'],
    [Buffer.from([1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 0, 0, 0]), 'no text'],
  ])('%j is neither: %s', (content, reason) => {
    const found = opened(content, 'text/html')
    expect(found.kind === 'neither' ? found.reason : found.kind).toContain(reason)
  })
})
