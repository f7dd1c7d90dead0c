import { suggestName } from "./suggest-name.ts";

export type SqlError = {
  readonly title: string;
  readonly detail: string;
  /** Line and column from 1, that line's text, and where in the whole text it is. Null where the engine names no place. */
  readonly place: {
    readonly line: number;
    readonly column: number;
    readonly text: string;
    readonly index: number;
  } | null;
  /** A name that is not known, and the one that is near it. */
  readonly suggestion: { readonly typed: string; readonly name: string } | null;
  /** A dataset that is exported and not loaded. */
  readonly missingDataset: string | null;
};

export type Names = {
  readonly tables: readonly string[];
  readonly columns: readonly string[];
  readonly datasets: readonly string[];
};

type Refusal = {
  exception_type?: string;
  exception_message?: string;
  position?: string;
  name?: string;
  type?: string;
  error_subtype?: string;
};

/** What the engine says of a statement, in words. `offset`: where the statement begins in the text. */
export function describeError(message: string, text: string, offset: number, names: Names): SqlError {
  const {
    exception_type: kind,
    exception_message: said = message,
    position,
    name,
    type,
    error_subtype,
  } = parseRefusal(message);
  const isTable = type === "Table";
  const missingDataset =
    isTable && name !== undefined && names.datasets.includes(name) && !names.tables.includes(name) ? name : null;
  const near =
    name === undefined || missingDataset !== null || (type !== undefined && !isTable)
      ? null
      : suggestName(name, isTable ? new Set([...names.tables, ...names.datasets]) : new Set(names.columns));
  return {
    title: error_subtype === "COLUMN_NOT_FOUND" ? unknownName : titleOf(kind, position),
    detail: missingDataset === null ? detailOf(kind, said) : `The dataset ${missingDataset} is not loaded.`,
    place: position === undefined ? null : placeOf(text, offset + charactersOf(text.slice(offset), Number(position))),
    suggestion: near === null || name === undefined || near === name ? null : { typed: name, name: near },
    missingDataset,
  };
}

const unknownName = "Unknown name";
const titles: Readonly<Record<string, string>> = {
  Parser: "This is not SQL",
  Catalog: unknownName,
  Binder: "This does not fit together",
  Conversion: "A value cannot be converted",
  Permission: "Not from here",
  "Out of Memory": "Out of memory",
};

const titleOf = (kind: string | undefined, position: string | undefined): string =>
  titles[kind ?? ""] ?? (position === undefined ? "The query failed" : `${kind} error`);

function detailOf(kind: string | undefined, said: string): string {
  const extension = /exists in the (\w+) extension/.exec(said)?.[1];
  if (extension !== undefined) {
    return `It needs DuckDB's extension ${extension}. The console has no extensions: it fetches nothing from elsewhere.`;
  }
  if (kind === "Permission") return "A query reads the tables that are loaded, and nothing outside of this page.";
  return said.replace(/\n\s*(?:Did you mean|Candidate)[\s\S]*$/, "").trim();
}

/** The engine's JSON, which may lie in a sentence or within itself. */
function parseRefusal(message: string): Refusal {
  try {
    const refusal = JSON.parse(message.slice(message.indexOf("{"))) as Refusal;
    const inner = refusal.exception_message?.startsWith("{") ? parseRefusal(refusal.exception_message) : {};
    return { ...refusal, ...inner };
  } catch {
    return {};
  }
}

/** The engine counts bytes of UTF-8. */
const charactersOf = (text: string, bytes: number): number =>
  new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, bytes)).length;

function placeOf(text: string, index: number): NonNullable<SqlError["place"]> {
  const lines = text.slice(0, index).split("\n");
  const before = lines.at(-1) ?? "";
  return { line: lines.length, column: before.length + 1, text: text.split("\n")[lines.length - 1] ?? "", index };
}
