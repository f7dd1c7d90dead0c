import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { ok, type Result } from "../contracts/result.ts";
import { type Fault, fault } from "./arguments.ts";

export type TextFile = { readonly path: string; readonly text: string };

/** The texts of several files, in their order. */
export function readTextFiles(paths: readonly string[]): Result<readonly TextFile[], Fault> {
  const files: TextFile[] = [];
  for (const path of paths) {
    const text = readTextFile(path);
    if (!text.ok) return text;
    files.push({ path, text: text.value });
  }
  return ok(files);
}

/** A file's text; names that end in `.gz` are unpacked. */
export function readTextFile(path: string): Result<string, Fault> {
  try {
    const bytes = readFileSync(path);
    return ok((path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").replace(/^\uFEFF/, ""));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    return fault(
      `${path}: ${code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "is a folder" : message}`,
    );
  }
}
