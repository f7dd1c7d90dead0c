import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

/**
 * The file appears whole or not at all; through a link, what it leads to does. A pipe or a device is written to as it is.
 * Without a path, or with `-`, `out` takes the text. Null, or what went wrong.
 */
export function writeWhole(path: string | undefined, text: string, out: (text: string) => void): string | null {
  if (path === undefined || path === "-") {
    out(text);
    return null;
  }
  try {
    const present = statSync(path, { throwIfNoEntry: false });
    const isReplaceable = present === undefined || present.isFile();
    if (isReplaceable) replaceFile(present === undefined ? path : realpathSync(path), text);
    else writeFileSync(path, text);
    return null;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function replaceFile(path: string, text: string): void {
  const draft = `${path}.${process.pid}.part`;
  try {
    writeFileSync(draft, text, { flag: "wx" });
    renameSync(draft, path);
  } catch (cause) {
    removeDraft(draft);
    throw cause;
  }
}

/** The fault that is told is why it could not be written, not why there is no draft to remove. */
function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {}
}
