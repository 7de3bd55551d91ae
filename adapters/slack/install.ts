/** Workspaces that install the app themselves, by OAuth: what they gave is kept in the vault. */
import { HTTPReceiver, type Installation, type InstallationQuery, type InstallationStore } from '@slack/bolt'
import { boltLogger, clientOptions } from './client.ts'
import { SCOPES } from './scopes.ts'
import type { Host, SlackSettings, Vault } from './settings.ts'

export type Installed = {
  /** As what the bot speaks there; null where the app is not installed. */
  of(team: string): Promise<{ readonly token: string; readonly user: string } | null>
  forget(team: string): Promise<void>
}
export type Routes = { readonly receiver: HTTPReceiver; readonly installed: Installed | null }

const MAX_BODY_BYTES = 1_000_000

/**
 * What is served over HTTP: `/slack/events` where a signing secret is given and there is no app token, `/slack/install` and
 * `/slack/oauth_redirect` where client id, client secret and state secret are.
 */
export function openRoutes(settings: SlackSettings, vault: Vault, host: Host): Routes {
  const { appToken, signingSecret, clientId, clientSecret, stateSecret } = settings
  const listens = appToken === null && signingSecret !== null
  const receiver = new HTTPReceiver({
    signingSecret: signingSecret ?? '',
    signatureVerification: listens,
    endpoints: listens ? ['/slack/events'] : [],
    bodyLimit: MAX_BODY_BYTES,
    logger: boltLogger(host.log),
    ...(clientId === null || clientSecret === null || stateSecret === null
      ? {}
      : {
          clientId,
          clientSecret,
          stateSecret,
          scopes: Object.keys(SCOPES),
          installationStore: installationStore(vault),
          installerOptions: { authorizationUrl: settings.authorizeUrl, clientOptions: clientOptions(settings.apiUrl, host.log) },
        }),
  })
  return { receiver, installed: receiver.installer === undefined ? null : installedIn(receiver.installer, vault) }
}

function installedIn(installer: NonNullable<HTTPReceiver['installer']>, vault: Vault): Installed {
  return {
    of: async (team) => {
      if ((await vault.get(vaultId(team))) === null) return null
      // It also renews a token that is about to expire, where the app has token rotation.
      const { botToken, botUserId } = await installer.authorize({ teamId: team, enterpriseId: undefined, isEnterpriseInstall: false })
      return botToken === undefined ? null : { token: botToken, user: botUserId ?? '' }
    },
    forget: (team) => vault.delete(vaultId(team)),
  }
}

function vaultId(team: string): string {
  return `slack:${team}`
}

/** Only workspaces, no whole organisations: the manifest does not ask for those. */
export function installationStore(vault: Vault): InstallationStore {
  const idOf = (query: InstallationQuery<boolean>): string => vaultId(query.teamId ?? '')
  return {
    storeInstallation: async (installation) => {
      if (installation.team === undefined) throw new Error('Install the app on one workspace: it does not work for a whole organisation.')
      await vault.set(vaultId(installation.team.id), JSON.stringify(installation))
    },
    fetchInstallation: async (query) => {
      const text = await vault.get(idOf(query))
      if (text === null) throw new Error(`The workspace ${query.teamId ?? ''} has not installed the app.`)
      return JSON.parse(text) as Installation<'v1' | 'v2', boolean>
    },
    deleteInstallation: (query) => vault.delete(idOf(query)),
  }
}
