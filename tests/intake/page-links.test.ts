import { describe, expect, test } from 'vitest'
import { readPage } from '../../src/intake/page.ts'

const feeds = (html: string, url = 'https://lamp.example/news/') =>
  readPage(Buffer.from(`<html><head>${html}</head><body><p>x</p></body></html>`), { url, contentType: null }).feeds
const link = (href: string, type: string, title = ''): string =>
  `<link rel="alternate" type="${type}" href="${href}"${title === '' ? '' : ` title="${title}"`}>`

test('every kind of feed, relative addresses too', () => {
  expect(
    feeds(
      link('/rss', 'application/rss+xml', 'The Lamp') +
        link('atom.xml', 'application/atom+xml; charset=utf-8') +
        link('//cdn.lamp.example/feed.json', 'application/feed+json') +
        link('/rdf', 'application/rdf+xml') +
        '<link rel="feed" href="/feed">' +
        '<LINK REL="Alternate" TYPE="Application/RSS+XML" HREF="/upper">',
    ),
  ).toEqual([
    { url: 'https://lamp.example/rss', title: 'The Lamp' },
    { url: 'https://lamp.example/news/atom.xml', title: null },
    { url: 'https://cdn.lamp.example/feed.json', title: null },
    { url: 'https://lamp.example/rdf', title: null },
    { url: 'https://lamp.example/feed', title: null },
    { url: 'https://lamp.example/upper', title: null },
  ])
})

test('those of comments come last, and none twice', () => {
  expect(
    feeds(
      link('/bells/feed/', 'application/rss+xml', 'The Lamp » Comments on Bells') +
        link('/comments/feed/', 'application/rss+xml') +
        link('/feed/', 'application/rss+xml', 'The Lamp') +
        link('/feed/#again', 'application/rss+xml'),
    ).map(({ url }) => url),
  ).toEqual(['https://lamp.example/feed/', 'https://lamp.example/bells/feed/', 'https://lamp.example/comments/feed/'])
})

test('the base of the page counts', () => {
  expect(feeds(`<base href="https://feeds.lamp.example/x/">${link('all', 'application/rss+xml')}`)).toEqual([
    { url: 'https://feeds.lamp.example/x/all', title: null },
  ])
})

describe('what is no feed', () => {
  test.each([
    ['another language', '<link rel="alternate" hreflang="de" href="/de/">'],
    ['a style sheet', '<link rel="alternate stylesheet" type="text/css" href="/feed.css">'],
    ['an interface of WordPress', link('/wp-json/wp/v2/posts/1', 'application/json', 'JSON')],
    ['an embedding', link('/oembed?url=feed', 'application/json+oembed')],
    ['a script', link('javascript:alert(1)', 'application/rss+xml')],
    ['another protocol', link('file:///etc/passwd', 'application/rss+xml')],
  ])('%s', (_name, html) => expect(feeds(html)).toEqual([]))
})

test('where the head names none, links whose address says that they are', () => {
  const html =
    '<a href="/rss.xml">RSS</a><a href="/feed/">Feed</a><a href="feed:https://lamp.example/all">All</a><a href="/feedback">Write to us</a><a href="/">Home</a>'
  expect(feeds('', undefined).length).toBe(0)
  expect(readPage(Buffer.from(html), { url: 'https://lamp.example/', contentType: null }).feeds.map(({ url }) => url)).toEqual([
    'https://lamp.example/rss.xml',
    'https://lamp.example/feed/',
    'https://lamp.example/all',
  ])
})
