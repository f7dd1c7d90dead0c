import { renameSync, rmSync, writeFileSync } from "node:fs";

/** The file appears whole or not at all; without a path, or with `-`, `out` takes the text. Null, or what went wrong. */
export function writeWhole(path: string | undefined, text: string, out: (text: string) => void): string | null {
  if (path === undefined || path === "-") {
    out(text);
    return null;
  }
  const draft = `${path}.${process.pid}.part`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
    return null;
  } catch (cause) {
    rmSync(draft, { force: true });
    return cause instanceof Error ? cause.message : String(cause);
  }
}
