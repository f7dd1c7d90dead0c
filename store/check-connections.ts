import { openReader, openWriter } from "./connect.ts";
import { describeServer, judgeReads, judgeWriter, type ServerFacts } from "./describe-connection.ts";
import { poolOf, sqlOf } from "./handles.ts";
import { listMigrations } from "./list-migrations.ts";
import type { StoreSettings } from "./settings.ts";
import { classifyFailure } from "./store-error.ts";

/** One connection's check: a line for people without any password, and whether it is sound. */
export type ConnectionCheck = {
  readonly connection: "writes" | "reads" | "replica";
  readonly isSound: boolean;
  readonly line: string;
};

const factsQuery = `select current_setting('server_version_num')::int as version, current_database() as database,
  pg_is_in_recovery() as replica`;
const systemQuery = "select system_identifier::text as system from pg_control_system()";
const appliedQuery = "select hash from drizzle.__drizzle_migrations order by id";

type Ask = (query: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/**
 * Connects as the product does and tells what is wrong: not reachable, too old, not migrated (by name), reads that reach
 * another database than the writes, a replica that is none. One line per fault, or one per connection that is sound. Node
 * alone: it reads the migration files.
 */
export async function checkConnections(settings: StoreSettings): Promise<readonly ConnectionCheck[]> {
  const writer = await askWriter(settings);
  const checks = describe("writes", writer, (facts) => judgeWriter(facts, listMigrations()));
  const others = [
    ["reads", settings.reads],
    ["replica", settings.replica],
  ] as const;
  for (const [role, url] of others) {
    if (url === null) continue;
    const facts = await askReader(url);
    checks.push(...describe(role, facts, (each) => ("version" in writer ? judgeReads(each, writer, role) : [])));
  }
  return checks;
}

type Answer = ServerFacts | { readonly failure: string };

function describe(
  connection: ConnectionCheck["connection"],
  answer: Answer,
  judge: (facts: ServerFacts) => readonly string[],
): ConnectionCheck[] {
  if ("failure" in answer) {
    return [{ connection, isSound: false, line: `${connection}: does not answer: ${answer.failure}` }];
  }
  const faults = judge(answer);
  if (faults.length === 0) {
    return [{ connection, isSound: true, line: `${connection}: ${describeServer(answer)}` }];
  }
  return faults.map((fault) => ({ connection, isSound: false, line: `${connection}: ${fault}` }));
}

async function askWriter(settings: StoreSettings): Promise<Answer> {
  const writer = openWriter(settings.writer);
  try {
    return await readFacts(async (query) => (await poolOf(writer).query(query)).rows);
  } catch (problem) {
    return { failure: classifyFailure(problem).message };
  } finally {
    await writer.close();
  }
}

async function askReader(url: string): Promise<Answer> {
  const reader = openReader(url);
  try {
    return await readFacts((query) => sqlOf(reader).unsafe(query));
  } catch (problem) {
    return { failure: classifyFailure(problem).message };
  } finally {
    await reader.close();
  }
}

async function readFacts(ask: Ask): Promise<ServerFacts> {
  const [facts] = await ask(factsQuery);
  // Some hosts let nobody read it.
  const [system] = await ask(systemQuery).catch(() => []);
  // No such table: nothing was applied.
  const applied = await ask(appliedQuery).catch(() => []);
  return {
    version: Number(facts?.version),
    database: String(facts?.database),
    isReplica: facts?.replica === true,
    systemId: typeof system?.system === "string" ? system.system : null,
    applied: applied.map(({ hash }) => String(hash)),
  };
}
