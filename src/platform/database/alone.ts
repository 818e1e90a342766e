import { sql, type Kysely } from 'kysely'

/** What every connection of this program is called; each process adds a name of its own. */
export const CALLED = 'recourse'

/** Whether no other process of this program has this database open. Of the embedded database nobody else can. */
export async function isAlone<Schema>(db: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pg_stat_activity
    where datname = current_database()
      and application_name like ${`${CALLED} %`}
      and application_name <> current_setting('application_name')`.execute(db)
  return rows.length === 0
}
