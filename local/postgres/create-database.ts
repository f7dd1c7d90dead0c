import postgres from "postgres";

/** Creates the database on the server of `serverUrl` where it does not exist yet. The name is an identifier. */
export async function createDatabase(serverUrl: string, name: string): Promise<void> {
  const adminUrl = new URL(serverUrl);
  adminUrl.pathname = "/postgres";
  const sql = postgres(adminUrl.href, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    const found = await sql`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) await sql`create database ${sql(name)}`;
  } finally {
    await sql.end();
  }
}
