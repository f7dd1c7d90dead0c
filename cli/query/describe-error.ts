import { suggestName } from "../../conditions/suggest-name.ts";

/** What DuckDB says with `errors_as_json`. */
type Refusal = {
  readonly exception_type?: string;
  readonly exception_message?: string;
  readonly position?: string;
  readonly name?: string;
};

/** An error of DuckDB in one line: its kind, what is wrong, where, and which name is near. */
export function describeError(error: unknown, sql: string, names: readonly string[]): string {
  const text = error instanceof Error ? error.message : String(error);
  const refusal = parseRefusal(text);
  if (refusal === null) return oneLine(text);
  const { exception_type: kind = "SQL", exception_message: message = text, position, name } = refusal;
  if (kind === "Permission") return `a query reads the exported datasets, and nothing else (${oneLine(message)})`;
  const at = position === undefined ? "" : ` (${describePosition(sql, Number(position))})`;
  const near = name === undefined ? null : suggestName(name, names);
  if (near === null || near === name) return `${kind}: ${oneLine(message)}${at}`;
  // The database does not know of datasets that the query does not mention.
  return `${kind}: ${oneLine(message.replace(/\s*Did you mean .*$/s, ""))}${at}; did you mean ${near}?`;
}

function parseRefusal(text: string): Refusal | null {
  const start = text.indexOf("{");
  if (start === -1) return null;
  try {
    return JSON.parse(text.slice(start)) as Refusal;
  } catch {
    return null;
  }
}

/** `position` counts bytes; people count lines and characters from 1. */
function describePosition(sql: string, position: number): string {
  const before = new TextDecoder().decode(new TextEncoder().encode(sql).subarray(0, position));
  const lines = before.split("\n");
  return `line ${lines.length}, column ${[...(lines.at(-1) ?? "")].length + 1}`;
}

const oneLine = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .join(" ");
