/** What the app asks of a workspace, each with what needs it: the manifest, the installation and the tests read it here. */

export const SCOPES = {
  'app_mentions:read': 'mentions',
  'assistant:write': 'the agent pane: prompts before anything was asked',
  'channels:history': 'words in a thread without a mention; reading back whether a message was posted',
  'channels:read': 'whether the bot may post in a channel, before somebody sets a digest for it',
  'chat:write': 'answers and digests',
  commands: '/news and the message shortcut',
  'files:write': 'a chart as a picture in an answer',
  'groups:history': 'the same in private channels',
  'groups:read': 'whether it may post in a private channel',
  'im:history': 'direct messages',
  'im:write': 'a direct message where a private answer cannot be shown in the channel',
  'mpim:history': 'the same in group direct messages',
  'reactions:write': 'eyes on a message that was heard',
  'users:read': 'whether somebody is an administrator of the workspace',
} as const

/** Bot events, as the manifest names them. */
export const EVENTS = {
  app_home_opened: 'the Home tab, and prompts in the Messages tab',
  app_mention: 'mentions',
  app_uninstalled: 'the token of the workspace is forgotten',
  'message.channels': 'words in a thread without a mention',
  'message.groups': 'the same in private channels',
  'message.im': 'direct messages',
  'message.mpim': 'the same in group direct messages',
  tokens_revoked: 'the token of the workspace is forgotten',
} as const

/** Understood where it is delivered, and not asked for: only apps with the older assistant view receive it. */
export const LEGACY_EVENT = 'assistant_thread_started'
/** The message shortcut, as the manifest names it. */
export const FIND_NEWS = 'find_news'
