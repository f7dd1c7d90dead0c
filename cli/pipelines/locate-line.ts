import { parse } from "smol-toml";

/**
 * The line (from 1) of a path in a TOML text: the key's own line, else the header of the nearest table above it.
 * Headers and keys that span lines in a way this does not read give the nearest line, never a wrong table.
 */
export function locateLine(text: string, path: readonly string[]): number | null {
  let best: { depth: number; line: number } | null = null;
  let table: string[] = [];
  text.split("\n").forEach((row, index) => {
    const header = /^\s*\[([^[\]]+)\]/.exec(row);
    const key = /^\s*((?:"[^"]*"|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|[A-Za-z0-9_-]+))*)\s*=/.exec(row);
    if (header?.[1] !== undefined) table = splitKey(header[1]);
    else if (key?.[1] === undefined) return;
    const here = header === null && key?.[1] !== undefined ? [...table, ...splitKey(key[1])] : table;
    const isPrefix = here.every((part, depth) => path[depth] === part);
    if (isPrefix && here.length > (best?.depth ?? 0)) best = { depth: here.length, line: index + 1 };
  });
  return (best as { line: number } | null)?.line ?? null;
}

function splitKey(key: string): string[] {
  const parts: string[] = [];
  let node: unknown;
  try {
    node = parse(`${key} = 0`);
  } catch {
    return [key.trim()];
  }
  while (typeof node === "object" && node !== null) {
    const [entry] = Object.entries(node);
    if (entry === undefined) break;
    parts.push(entry[0]);
    node = entry[1];
  }
  return parts;
}
