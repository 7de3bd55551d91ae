/** What outlives the process, and what ends it: buttons, messages that come twice, answers in hand. */
import { expect, test } from 'vitest'
import { ANSWER, end, faultsOf, openBoth, QUESTION, repliesInDiscord, repliesInSlack } from './both-platforms.ts'

/** A sentence of the article that the answer does not quote. */
const EVIDENCE = /will build a battery plant in Port Vell/

test('after a restart buttons work, and what was answered before is not answered again however it is delivered', async () => {
  const both = await openBoth()
  const { slack, discord } = both
  const first = await both.serve()
  const inSlack = await slack.deliver.mention(QUESTION)
  const inDiscord = discord.deliver.mention(QUESTION)
  const [slackAnswer] = await slack.waitFor(() => some(repliesInSlack(slack, inSlack.ts)), 'an answer in Slack')
  const [discordAnswer] = await discord.waitFor(() => some(repliesInDiscord(discord, inDiscord.id)), 'an answer in Discord')
  await end(first)

  const second = await both.serve()
  await slack.deliver.again(inSlack, { retryNum: 1 })
  await slack.deliver.again(inSlack, { newEventIds: true })
  discord.deliver.again(inDiscord)
  await slack.deliver.press(slackAnswer, 'Evidence')
  const pressed = await discord.deliver.press(discordAnswer, 'Evidence')
  const evidence = await slack.waitFor(() => some(repliesInSlack(slack, inSlack.ts).slice(1)), 'the evidence in Slack')
  const [shown] = await discord.waitFor(() => some(pressed.followUps()), 'the evidence in Discord')
  expect((await end(second)).code).toBe(0)
  expect(JSON.stringify(evidence)).toMatch(EVIDENCE)
  expect(shown.content).toMatch(EVIDENCE)
  expect([repliesInSlack(slack, inSlack.ts).length, repliesInDiscord(discord, inDiscord.id).length]).toEqual([2, 1])
  // Not even taken up: nobody was shown a second time that it was heard.
  expect([slack.everyReaction.length, discord.typing.length]).toEqual([1, 1])
  expect(faultsOf(both)).toEqual([])
})

test('told to end while it answers, it answers first', async () => {
  const both = await openBoth()
  const { slack, discord } = both
  const started = await both.serve()
  const held = slack.fault('chat.postMessage', { kind: 'slow', accepted: false })
  const alsoHeld = discord.fault('POST /channels/:id/messages', { kind: 'slow' })
  const command = discord.fault('PATCH /webhooks/*', { kind: 'slow' })
  await slack.deliver.mention(QUESTION)
  discord.deliver.mention(QUESTION)
  const asked = await discord.deliver.slash('ask', { question: QUESTION })
  await slack.waitFor(() => held.hits + alsoHeld.hits() + command.hits() === 3, 'three answers under way')
  started.child.kill('SIGTERM')
  await started.told(/Stopping/)
  for (const fault of [held, alsoHeld, command]) fault.release()
  expect(await started.ended).toMatchObject({ code: 0, out: '' })
  expect(slack.messages()).toMatchObject([{ text: expect.stringMatching(ANSWER) }])
  expect(asked.message()?.content).toMatch(ANSWER)
  expect(discord.messages().map(({ content }) => ANSWER.test(content))).toEqual([true, true])
  expect(faultsOf(both)).toEqual([])
})

/** null while there is none. */
function some<T>(found: readonly T[]): [T, ...T[]] | null {
  const [head, ...tail] = found
  return head === undefined ? null : [head, ...tail]
}
