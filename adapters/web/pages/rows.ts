/** Lists that several pages show: articles, names, outlets. */
import { html } from 'hono/html'
import { safe } from '../../../src/answer.ts'
import type { ArticleRow, NameRow } from '../host.ts'
import { articlePath, entityPath, outletPath } from '../links.ts'
import { counted } from '../moment.ts'
import { dateHtml, type Html, headline } from '../render.ts'

/** Characters of `2020-02-25`. */
const ISO_DAY = 10

/** Articles, newest first. `withOutlet`: of several outlets. */
export function articleList(rows: readonly ArticleRow[], withOutlet: boolean): Html {
  return html`<ol class="articles">${rows.map(
    (row) =>
      html`<li><p class="when">${dayHtml(row)}</p><div><p class="headline" dir="auto"><a href="${articlePath(row.id)}">${headline(row.title)}</a></p>${byline(row, withOutlet)}</div></li>`,
  )}</ol>`
}

function byline(row: ArticleRow, withOutlet: boolean): Html | '' {
  const parts = [
    ...(withOutlet ? [html`<a href="${outletPath(row.publisher)}"><bdi>${headline(row.publisher)}</bdi></a>`] : []),
    ...(row.authors.length === 0 ? [] : [html`<bdi>${row.authors.map(safe).join(', ')}</bdi>`]),
  ]
  return parts.length === 0 ? '' : html`<p class="meta">${parts.map((part, i) => (i === 0 ? part : html` · ${part}`))}</p>`
}

/** Names as chips, the most named first. */
export function nameChips(names: readonly NameRow[]): Html {
  return html`<ul class="chips">${names.map(
    ({ name, kind }) =>
      html`<li><a class="chip" href="${entityPath(name)}"${kind === '' ? '' : html` title="${safe(kind)}"`}><bdi>${headline(name)}</bdi></a></li>`,
  )}</ul>`
}

/** Names with how many articles speak of them. */
export function nameIndex(names: readonly NameRow[]): Html {
  return html`<ul class="index">${names.map(
    ({ name, articles }) =>
      html`<li><a href="${entityPath(name)}"><bdi>${headline(name)}</bdi></a> <span class="count">${articles.toLocaleString('en')}<span class="unseen"> ${articles === 1 ? 'article' : 'articles'}</span></span></li>`,
  )}</ul>`
}

export function outletIndex(outlets: readonly { readonly publisher: string; readonly articles: number }[]): Html {
  return html`<ul class="index">${outlets.map(
    ({ publisher, articles }) =>
      html`<li><a href="${outletPath(publisher)}"><bdi>${headline(publisher)}</bdi></a> <span class="count" title="${counted(articles, 'article')}">${articles.toLocaleString('en')}<span class="unseen"> ${articles === 1 ? 'article' : 'articles'}</span></span></li>`,
  )}</ul>`
}

/** Only the day of it, where many stand in a list. */
export function dayHtml({ published, about }: Pick<ArticleRow, 'published' | 'about'>): Html | string {
  return dateHtml({ published: published?.slice(0, ISO_DAY) ?? null, about })
}
