import type { Migration } from "./list-migrations.ts";
import { compareMigrations } from "./list-migrations.ts";

/** What one connection told of the server at its other end. */
export type ServerFacts = {
  /** As `server_version_num`: 180001 for 18.1. */
  readonly version: number;
  readonly database: string;
  /** The cluster's own number, the same on its replicas; null where the role may not read it. */
  readonly systemId: string | null;
  readonly isReplica: boolean;
  /** Hashes of the migrations that were applied, in their order. */
  readonly applied: readonly string[];
};

/** The oldest Postgres that the queries are written for; the oldest that its makers still mend. */
export const oldestVersion = 140_000;

const describeVersion = (version: number): string => `${Math.floor(version / 10_000)}.${version % 10_000}`;

/** What is wrong with the database that writes go to, a sentence each. */
export function judgeWriter(facts: ServerFacts, files: readonly Migration[]): readonly string[] {
  const { missing, unknown } = compareMigrations(files, facts.applied);
  return [
    ...(facts.version < oldestVersion
      ? [
          `is Postgres ${describeVersion(facts.version)}; ${describeVersion(oldestVersion)} is the oldest that is supported`,
        ]
      : []),
    ...(facts.isReplica ? ["is a replica: nothing can be written there"] : []),
    ...(missing.length > 0 ? [`lacks the migrations ${missing.join(", ")}: run \`node store/migrate.ts\``] : []),
    ...(unknown > 0
      ? [`has ${unknown} migrations that this release does not know: it is of a newer release, or a file was edited`]
      : []),
  ];
}

/** What is wrong with a connection for reads, beside the database that writes go to. */
export function judgeReads(reads: ServerFacts, writer: ServerFacts, role: "reads" | "replica"): readonly string[] {
  const isKnown = reads.systemId !== null && writer.systemId !== null;
  // Where the cluster's number may not be read, what was applied there is the next best sign.
  const isSame = isKnown
    ? reads.systemId === writer.systemId && reads.database === writer.database
    : reads.database === writer.database && reads.applied.join() === writer.applied.join();
  return [
    ...(isSame ? [] : [`is another database (${reads.database}) than the one that writes go to (${writer.database})`]),
    ...(role === "replica" && isSame && !reads.isReplica ? ["is the primary itself, not a replica"] : []),
  ];
}

export const describeServer = (facts: ServerFacts): string =>
  `Postgres ${describeVersion(facts.version)}, database ${facts.database}, ${facts.applied.length} migrations`;
