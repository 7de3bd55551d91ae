// What a page can do more where scripts run. Everything works without it.

const FIELDS = 'input, textarea, select, [contenteditable]'

/** The card of a citation that is open. */
function openCard() {
  return document.querySelector('.cited:hover > .card, .cited:focus-within > .card')
}

/** A card that would end under the window's edge stands over its line, where there is more room. */
function place(cited) {
  const card = cited.querySelector('.card')
  card.style.transform = ''
  const { top, bottom, height } = card.getBoundingClientRect()
  const number = cited.firstElementChild.getBoundingClientRect()
  if (bottom > window.innerHeight && number.top > window.innerHeight - top && number.top > height)
    card.style.transform = `translateY(${Math.round(number.top - 8 - bottom)}px)`
}

for (const cited of document.querySelectorAll('.cited')) {
  const card = cited.querySelector('.card')
  const appear = () => {
    card.hidden = false
    place(cited)
  }
  cited.addEventListener('pointerenter', appear)
  cited.addEventListener('focusin', appear)
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    const card = openCard()
    if (card !== null) card.hidden = true
  } else if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest(FIELDS)) {
    const field = document.querySelector('#big, #q')
    if (field === null) return
    event.preventDefault()
    field.focus()
    field.select()
  }
})

for (const link of document.querySelectorAll('[data-copy]')) {
  link.addEventListener('click', async (event) => {
    if (navigator.clipboard === undefined) return
    event.preventDefault()
    try {
      await navigator.clipboard.writeText(link.href)
      link.textContent = 'Copied'
    } catch {
      // Copying was forbidden: then the link does what links do.
      location.assign(link.href)
    }
  })
}

for (const tools of document.querySelectorAll('.tools')) {
  const button = document.createElement('button')
  button.textContent = 'Print'
  button.addEventListener('click', () => window.print())
  const item = document.createElement('li')
  item.append(button)
  tools.append(item)
}
