/** A small news site on this machine: a feed of its articles, their pages, robots.txt, and what was asked of it. */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type SiteArticle = {
  readonly path: string
  readonly title: string
  /** Paragraphs of the page. */
  readonly body: readonly string[]
  /** What the feed says of it; absent = all of it. */
  readonly summary?: string
  readonly published: string
}
export type NewsSite = {
  /** `http://127.0.0.1:port` */
  readonly origin: string
  readonly host: string
  readonly feedUrl: string
  /** Newest first. */
  readonly articles: SiteArticle[]
  readonly requests: { readonly path: string; readonly atMs: number; readonly userAgent: string }[]
  close(): Promise<void>
}

export async function openNewsSite(name: string): Promise<NewsSite> {
  const articles: SiteArticle[] = []
  const requests: NewsSite['requests'] = []
  let origin = ''
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    requests.push({ path, atMs: Date.now(), userAgent: request.headers['user-agent'] ?? '' })
    if (path === '/robots.txt') return send(response, 'text/plain', 'User-agent: *\nDisallow: /private/\n')
    if (path === '/') return send(response, 'text/html', homePage(name))
    if (path === '/feed.xml') {
      const document = feedOf(name, origin, articles)
      const etag = `"${articles.length}-${Buffer.byteLength(document)}"`
      if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end()
      return send(response, 'application/rss+xml', document, { etag })
    }
    const article = articles.find((one) => one.path === path)
    if (article === undefined) return void response.writeHead(404).end()
    send(response, 'text/html; charset=utf-8', articlePage(name, article))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  origin = `http://${host}`
  return {
    origin,
    host,
    feedUrl: `${origin}/feed.xml`,
    articles,
    requests,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function send(response: ServerResponse, type: string, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': type, ...headers }).end(body)
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function homePage(name: string): string {
  const link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml" title="All news">'
  return `<!doctype html><html lang="en"><head><title>${escaped(name)}</title><meta property="og:site_name" content="${escaped(name)}">${link}</head><body><h1>${escaped(name)}</h1></body></html>`
}

function feedOf(name: string, origin: string, articles: readonly SiteArticle[]): string {
  const items = articles.map(({ path, title, body, summary, published }) => {
    const all = summary ?? body.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('')
    const date = new Date(published).toUTCString()
    return `<item><title>${escaped(title)}</title><link>${origin}${path}</link><guid>${origin}${path}</guid><pubDate>${date}</pubDate><description>${escaped(all)}</description></item>`
  })
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>${escaped(name)}</title><link>${origin}/</link><description>News</description>${items.join('')}</channel></rss>`
}

function articlePage(name: string, { title, body, published }: SiteArticle): string {
  const meta = `<meta property="og:site_name" content="${escaped(name)}"><meta property="og:title" content="${escaped(title)}"><meta property="article:published_time" content="${published}">`
  const text = body.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>${meta}</head><body><nav><a href="/">Home</a></nav><main><article><h1>${escaped(title)}</h1>${text}</article></main><footer>Terms of use</footer></body></html>`
}
