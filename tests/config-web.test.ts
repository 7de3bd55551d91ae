import { describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { nearest } from '../src/nearest.ts'

function read(environment: Record<string, string>) {
  const result = readConfig(environment, { zone: 'UTC', seeds: '/app/seeds', nearest })
  return result.ok ? { config: result.config, faults: [] } : { config: null, faults: result.faults }
}

describe('the reading room', () => {
  test('reads what is set, and off is none', () => {
    const { config } = read({
      NEWSDESK_WEB_PORT: '8080',
      NEWSDESK_WEB_HOST: '0.0.0.0',
      NEWSDESK_WEB_URL: 'https://news.example.org/',
      NEWSDESK_WEB_TOKEN: 'a-token-of-sixteen',
      NEWSDESK_WEB_LIMIT: '10',
      NEWSDESK_WEB_PROXIES: '1',
      NEWSDESK_WEB_ORIGINS: 'https://example.org, https://example.com:8443',
    })
    expect(config?.web).toEqual({
      port: 8080,
      host: '0.0.0.0',
      publicUrl: 'https://news.example.org',
      token: 'a-token-of-sixteen',
      limit: 10,
      proxies: 1,
      origins: ['https://example.org', 'https://example.com:8443'],
    })
    expect(read({ NEWSDESK_WEB_PORT: 'Off', NEWSDESK_WEB_TOKEN: 'a-token-of-sixteen' }).config?.web).toBe(null)
  })

  test('refuses what cannot be, each with its mending and without the token', () => {
    const { faults } = read({
      NEWSDESK_WEB_PORT: '0',
      NEWSDESK_WEB_URL: 'https://example.org/news',
      NEWSDESK_WEB_TOKEN: 'short-secret',
      NEWSDESK_WEB_PROXIES: '10',
      NEWSDESK_WEB_ORIGINS: 'https://example.org/path',
    })
    expect(faults).toHaveLength(5)
    expect(faults.join('\n')).toContain('a port from 1 to 65535, or off')
    expect(faults.join('\n')).toContain('at least 16 characters')
    expect(faults.join('\n')).not.toContain('short-secret')
  })
})
