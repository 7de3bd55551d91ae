/** What an app may be granted in a workspace. */
export const ALL_SCOPES: readonly string[] = [
  'commands',
  'files:write',
  'app_mentions:read',
  'chat:write',
  'im:history',
  'im:write',
  'channels:history',
  'channels:read',
  'groups:history',
  'groups:read',
  'reactions:write',
  'assistant:write',
  'users:read',
]
export const ALL_EVENTS: readonly string[] = [
  'app_mention',
  'app_home_opened',
  'app_uninstalled',
  'tokens_revoked',
  'message.im',
  'message.channels',
  'message.groups',
]
