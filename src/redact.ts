/** Takes secrets out of text that people and files will see: those of the settings, and whatever has the form of one. */

const REDACTED = '[redacted]'
/** A shorter secret would redact ordinary words. */
const MIN_SECRET = 6

/** What is a secret by its form; the group before it stays. */
const FORMS: readonly RegExp[] = [
  // Slack's tokens: xoxb-, xapp-, xoxp-, xoxe.xoxb- …, also those of workspaces that installed the app.
  /()(?:xoxe\.)?(?:xox[a-z]|xapp|xwfp)-\w[\w-]*/g,
  // Discord's tokens: the bot's id, a time and a signature in base64url.
  /()(?<![\w-])[\w-]{20,30}\.[\w-]{5,8}\.[\w-]{25,}/g,
  // Discord's interactions: their token is all that it takes to answer as the bot.
  /(\/(?:webhooks|interactions)\/\d+\/)[^/?\s"\\]+/g,
  /()aW50ZXJhY3Rpb246[\w+/=%-]*/g,
  // Slack's response and webhook addresses, on its own host and on a compatible one.
  /(\/\/hooks\.slack(?:-gov)?\.com\/)[^\s"\\]+/g,
  /(\/(?:commands|actions|services|workflows|triggers|app)\/)[TE][A-Z0-9]*\/[^\s"\\]+/g,
  // OAuth and the addresses of sockets.
  /([?&](?:code|state|ticket|token|access_token|refresh_token|client_secret)=)[^&\s"\\#]+/g,
  // What lets a manager into the reading room, and what opens the feed of a digest.
  /(\/newsroom\/sign-in\?link=)[\w-]+/g,
  /(\/digest\/\d+\/feed\?key=)[\w-]+/g,
  // Headers.
  /(\b(?:Bot|Bearer|Basic)\s+)[\w.~+/=-]{20,}/g,
  /(\bv0=)[0-9a-f]{64}/g,
]

/** Text → the same without secrets; each of `secrets` is found as it stands, and as JSON and URLs write it. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const known = secrets.filter((secret) => secret.length >= MIN_SECRET)
  const written = known.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
  // The longest first: one secret may be the beginning of another.
  const spellings = [...new Set(written)].sort((a, b) => b.length - a.length)
  return (text) => {
    let clean = text
    for (const spelling of spellings) clean = clean.replaceAll(spelling, REDACTED)
    for (const form of FORMS) clean = clean.replace(form, `$1${REDACTED}`)
    return clean
  }
}

/** Text without what has the form of a secret. */
export const redact = redactor([])
