import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";

/** Everything that the parts say, line by line, in one file: what to look at when something went wrong. */
export function openLog(dir: string): { readonly path: string; write(line: string): void; close(): Promise<void> } {
  mkdirSync(dir, { recursive: true });
  const path = join(dir, "portent.log");
  const stream = createWriteStream(path, { flags: "w" });
  return {
    path,
    write: (line) => stream.write(`${line}\n`),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}
