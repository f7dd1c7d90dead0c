/**
 * What can go wrong between this project and Postgres.
 * - `database-unreachable`: it does not answer, is busy, or is not migrated yet. Nothing was written; the same call
 *   may succeed later.
 * - `record-refused`: this content can never be stored. Nothing of its transaction was written.
 */
export type StoreError = { readonly code: "database-unreachable" | "record-refused"; readonly message: string };

/**
 * SQLSTATE classes that speak about the content: 22 data exception, 23 integrity, 54 limits (a value too long for an
 * index). Any other error of the server (deadlock, shutdown, missing table, no permission) is not the record's fault.
 */
const contentClasses = new Set(["22", "23", "54"]);

/** Brings whatever a driver threw into one of the two. The message never holds a row or a connection string. */
export function classifyFailure(problem: unknown): StoreError {
  const server = serverErrorOf(problem);
  if (server === undefined) return { code: "database-unreachable", message: firstLine(problem) };
  const code = contentClasses.has(server.code.slice(0, 2)) ? "record-refused" : "database-unreachable";
  return { code, message: `${server.message} (SQLSTATE ${server.code})` };
}

/** Both drivers' error from the server has a SQLSTATE and a severity; Drizzle wraps it as a cause. */
function serverErrorOf(problem: unknown): { code: string; message: string } | undefined {
  for (let current = problem; current instanceof Error; current = current.cause) {
    const { code, severity } = current as { code?: unknown; severity?: unknown };
    if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && typeof severity === "string") {
      return { code, message: current.message };
    }
  }
  return undefined;
}

/** A WebSocket that fails throws an event, not an error; Drizzle's own message would quote the row. */
function firstLine(problem: unknown): string {
  let current = problem;
  while (current instanceof Error && current.cause !== undefined) current = current.cause;
  const text = current instanceof Error ? current.message : "";
  return text.split("\n")[0] || "the connection to Postgres failed";
}
