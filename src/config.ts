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
  const publicUrl = urlOf(env.PUBLIC_URL ?? `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`, problems)
  const dataDir = resolve(env.DATA_DIR ?? 'data')
  if (publicUrl.protocol !== 'https:' && !isPrivate(publicUrl.hostname))
    problems.push(`PUBLIC_URL must begin with https:// unless it is this machine or an onion address (it is ${publicUrl.href})`)
  for (const name of ['DATABASE_URL', 'MIGRATE_DATABASE_URL'] as const) {
    if (env[name] !== undefined && !/^postgres(ql)?:\/\//.test(env[name])) problems.push(`${name} must begin with postgresql://`)
  }
  if (env.SMTP_URL !== undefined && !/^smtps?:\/\//.test(env.SMTP_URL)) problems.push('SMTP_URL must begin with smtp:// or smtps://')
  if (env.CLAMD_ADDRESS !== undefined && !/^[^:\s]+:\d+$/.test(env.CLAMD_ADDRESS)) problems.push('CLAMD_ADDRESS must be host:port')
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
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) problems.push(`PORT must be a number from 0 to 65535 (it is ${text})`)
  return port
}

function urlOf(text: string, problems: string[]): URL {
  try {
    return new URL(text)
  } catch {
    problems.push(`PUBLIC_URL is not an address (it is ${text})`)
    return new URL('http://localhost')
  }
}

function isPrivate(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.onion') || hostname === '[::1]' || /^127\./.test(hostname)
}
