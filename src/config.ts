import { isIPv4, isIPv6 } from 'node:net'
import { join, resolve } from 'node:path'

/** Everything that is set from outside, read once. */
export interface Config {
  readonly host: string
  readonly port: number
  readonly publicUrl: URL
  readonly trustedProxy: string | null
  readonly dataDir: string
  readonly filesDir: string
  readonly databaseUrl: string | null
  readonly migrateDatabaseUrl: string | null
  readonly keyFile: string
  readonly smtpUrl: string | null
  readonly mailFrom: string
  /** A virus scanner that reads files along, as `host:port`, or null. */
  readonly clamd: string | null
  /** The code of the recovery sheet, for the command line alone; otherwise it is asked for on the terminal. */
  readonly recoverySheet: string | null
}

/** The environment does not make sense; every problem is told at once. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`Cannot start:\n${problems.map(problem => `  - ${problem}`).join('\n')}`)
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/** The one reader of the environment. Throws ConfigError with every problem. */
export function readConfig(env: Environment = process.env): Config {
  const problems: string[] = []
  const port = portOf(env.PORT ?? '3000', problems)
  const host = env.HOST ?? '127.0.0.1'
  const publicUrl = env.PUBLIC_URL === undefined ? ownUrl(host, port, problems) : urlOf(env.PUBLIC_URL, problems)
  const dataDir = resolve(env.DATA_DIR ?? 'data')
  for (const name of ['DATABASE_URL', 'MIGRATE_DATABASE_URL'] as const) {
    if (env[name] !== undefined && !/^postgres(ql)?:\/\//.test(env[name])) problems.push(`${name} must begin with postgresql://`)
  }
  if (env.SMTP_URL !== undefined && !/^smtps?:\/\//.test(env.SMTP_URL)) problems.push('SMTP_URL must begin with smtp:// or smtps://')
  if (env.CLAMD_ADDRESS !== undefined && !/^[^:\s]+:\d+$/.test(env.CLAMD_ADDRESS)) problems.push('CLAMD_ADDRESS must be host:port')
  if (env.TRUSTED_PROXY !== undefined && !env.TRUSTED_PROXY.split(',').every(isNetwork))
    problems.push(
      `TRUSTED_PROXY must be an address, or several with commas between them, like 10.0.0.7 or 10.0.0.0/8 (it is ${env.TRUSTED_PROXY})`,
    )
  if (problems.length > 0) throw new ConfigError(problems)
  return Object.freeze({
    host,
    port,
    publicUrl,
    dataDir,
    trustedProxy: env.TRUSTED_PROXY ?? null,
    filesDir: resolve(env.FILES_DIR ?? join(dataDir, 'files')),
    databaseUrl: env.DATABASE_URL ?? null,
    migrateDatabaseUrl: env.MIGRATE_DATABASE_URL ?? null,
    keyFile: resolve(env.KEY_FILE ?? join(dataDir, 'keys.json')),
    smtpUrl: env.SMTP_URL ?? null,
    clamd: env.CLAMD_ADDRESS ?? null,
    mailFrom: env.MAIL_FROM ?? `no-reply@${publicUrl.hostname}`,
    recoverySheet: env.RECOVERY_SHEET ?? null,
  })
}

/** The environment without these: for a program that must not reach what they name. */
export function environmentWithout(...names: readonly string[]): Environment {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.includes(name)))
}

function portOf(text: string, problems: string[]): number {
  const port = /^\d+$/.test(text) ? Number(text) : NaN
  if (port <= 65_535) return port
  problems.push(`PORT must be a number from 0 to 65535 (it is ${text})`)
  return 0
}

/** Where nobody said what people use: this machine, as it listens. */
function ownUrl(host: string, port: number, problems: string[]): URL {
  const url = `http://${isIPv6(host) ? `[${host}]` : host}:${port}`
  if (host === '0.0.0.0' || host === '::') return new URL(`http://localhost:${port}`)
  if (URL.canParse(url) && isPrivate(new URL(url).hostname)) return new URL(url)
  problems.push(`PUBLIC_URL must be set where HOST is not this machine alone (it is ${host})`)
  return LOCAL
}

function urlOf(text: string, problems: string[]): URL {
  if (!URL.canParse(text)) {
    problems.push(`PUBLIC_URL is not an address (it is ${text})`)
    return LOCAL
  }
  const url = new URL(text)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isPrivate(url.hostname)))
    problems.push(`PUBLIC_URL must begin with https:// unless it is this machine or an onion address (it is ${url.href})`)
  if (url.href !== `${url.origin}/`) problems.push(`PUBLIC_URL must be a host alone, with no path behind it (it is ${url.href})`)
  return url
}

const LOCAL = new URL('http://localhost')

/** An address or a network, as a proxy is named. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.trim().split('/')
  const most = isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1
  return most > 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
}

function isPrivate(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.onion') || hostname === '[::1]' || /^127\./.test(hostname)
}
