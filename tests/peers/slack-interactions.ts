/** What people do with the app: type its command, press its buttons, use its shortcut; as payloads. */
import { type Fields, isFields, type PublishedHome, type SlackMessage } from './slack-contract.ts'
import { channelType, messageFields, slackId } from './slack-events.ts'
import { type KeptMessage, type KeptWorkspace, type Platform, secret } from './slack-platform.ts'
import { typedObjects } from './slack-text.ts'

export type Pressed = { readonly element: Fields; readonly blockId: string; readonly action: Fields }

/** Everything in the blocks that can be pressed, under its action_id and what stands on it; an option or a feedback button apart. */
function* pressable(blocks: readonly Fields[]): Generator<Pressed & { readonly names: readonly unknown[] }> {
  for (const block of blocks) {
    for (const { object: element } of typedObjects(block)) {
      if (typeof element.action_id !== 'string') continue
      const { type, action_id } = element
      const blockId = String(block.block_id ?? '')
      const head = { type, action_id, block_id: blockId }
      const text = isFields(element.text) ? element.text : undefined
      const names = [action_id, text?.text, element.accessibility_label, element.value]
      if (type === 'button' || type === 'icon_button') {
        const value = element.value === undefined ? {} : { value: element.value }
        yield { element, blockId, names, action: { ...head, text, ...value } }
      }
      for (const side of type === 'feedback_buttons' ? [element.positive_button, element.negative_button] : []) {
        if (!isFields(side) || !isFields(side.text)) continue
        const action = { ...head, text: side.text, value: side.value }
        yield { element, blockId, names: [side.text.text, side.accessibility_label, side.value], action }
      }
      for (const option of Array.isArray(element.options) ? element.options.filter(isFields) : []) {
        const label = isFields(option.text) ? option.text.text : undefined
        yield { element, blockId, names: [label, option.value], action: { ...head, selected_option: option } }
      }
    }
  }
}

/** What is pressed by that name. Throws where there is no such thing, naming what there is. */
export function pressedIn(blocks: readonly Fields[], what: string): Pressed {
  const all = [...pressable(blocks)]
  const found = all.find(({ names }) => names.includes(what))
  if (found !== undefined) return found
  throw new Error(
    `nothing to press is called “${what}”, but: ${all.map(({ names }) => names.filter((name) => name !== undefined).join(' = ')).join('; ')}`,
  )
}

const userFields = (workspace: KeptWorkspace, user: string): Fields => {
  const name = workspace.persons.get(user)?.name ?? user
  return { id: user, username: name, name, team_id: workspace.team.id }
}

const commonFields = (platform: Platform, workspace: KeptWorkspace, user: string): Fields => ({
  user: userFields(workspace, user),
  api_app_id: platform.appId,
  token: platform.verificationToken,
  trigger_id: `${Date.now()}.${secret(4)}.${secret()}`,
  team: { id: workspace.team.id, domain: workspace.team.domain },
  enterprise: null,
  is_enterprise_install: false,
})

const channelFields = (workspace: KeptWorkspace, id: string): Fields => ({
  id,
  name: channelType(workspace, id) === 'im' ? 'directmessage' : (workspace.rooms.get(id)?.name ?? ''),
})

/** A button under a message was pressed. */
export function pressPayload(
  platform: Platform,
  workspace: KeptWorkspace,
  message: KeptMessage,
  pressed: Pressed,
  user: string,
  url: string,
): Fields {
  const isEphemeral = message.ephemeralTo !== null
  const thread = message.thread === null ? {} : { thread_ts: message.thread }
  return {
    type: 'block_actions',
    ...commonFields(platform, workspace, user),
    container: { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral: isEphemeral, ...thread },
    channel: channelFields(workspace, message.channel),
    // Slack keeps no ephemeral message, so that none comes with the press.
    ...(isEphemeral ? {} : { message: withoutMetadata(messageFields(workspace, message, platform)) }),
    state: { values: {} },
    response_url: url,
    actions: [{ ...pressed.action, action_ts: platform.nextTs() }],
  }
}

/** A button on the Home tab was pressed: there is neither channel nor response_url. */
export function homePressPayload(platform: Platform, workspace: KeptWorkspace, home: PublishedHome, pressed: Pressed): Fields {
  return {
    type: 'block_actions',
    ...commonFields(platform, workspace, home.user),
    container: { type: 'view', view_id: home.id },
    view: {
      ...home.view,
      id: home.id,
      team_id: home.team,
      hash: home.hash,
      state: { values: {} },
      app_id: platform.appId,
      bot_id: workspace.botId,
    },
    actions: [{ ...pressed.action, action_ts: platform.nextTs() }],
  }
}

/** The blocks of a home as they are shown, each with an id. */
export function homeBlocks(home: PublishedHome): readonly Fields[] {
  const blocks = Array.isArray(home.view.blocks) ? home.view.blocks.filter(isFields) : []
  return blocks.map((block, i) => ({ block_id: `h${i}`, ...block }))
}

export function shortcutPayload(
  platform: Platform,
  workspace: KeptWorkspace,
  message: KeptMessage,
  user: string,
  callbackId: string,
  url: string,
): Fields {
  return {
    type: 'message_action',
    ...commonFields(platform, workspace, user),
    action_ts: platform.nextTs(),
    channel: channelFields(workspace, message.channel),
    callback_id: callbackId,
    response_url: url,
    message_ts: message.ts,
    message: withoutMetadata(messageFields(workspace, message, platform)),
  }
}

export function slashPayload(
  platform: Platform,
  workspace: KeptWorkspace,
  said: { readonly command: string; readonly text: string; readonly channel: string; readonly user: string },
  url: string,
): Fields {
  return {
    token: platform.verificationToken,
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: said.channel,
    channel_name: String(channelFields(workspace, said.channel).name),
    user_id: said.user,
    user_name: workspace.persons.get(said.user)?.name ?? said.user,
    command: said.command,
    text: said.text,
    api_app_id: platform.appId,
    is_enterprise_install: 'false',
    response_url: url,
    trigger_id: `${Date.now()}.${secret(4)}.${secret()}`,
  }
}

function withoutMetadata({ metadata: _, ...fields }: Fields): Fields {
  return fields
}

export const isHome = (target: SlackMessage | PublishedHome): target is PublishedHome => 'view' in target
export const newEventId = () => slackId('Ev')
