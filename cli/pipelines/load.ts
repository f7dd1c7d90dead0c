import { parse, TomlError } from "smol-toml";
import type { z } from "zod";
import { PipelinesFile } from "../../contracts/pipelines-file.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import { locateLine } from "./locate-line.ts";

/** One mistake in the file: where (path and line), and what is wrong. */
export type PipelineProblem = { readonly path: string; readonly line: number | null; readonly message: string };

export function problemAt(text: string, path: readonly PropertyKey[], message: string): PipelineProblem {
  return { path: path.map(String).join("."), line: locateLine(text, path.map(String)), message };
}

/** Parses and validates the text of `pipelines.toml`. All mistakes are listed, not the first alone. */
export function loadPipelines(text: string): Result<PipelinesFile, readonly PipelineProblem[]> {
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const [message = "not valid TOML"] = cause.message.split("\n");
    return err([{ path: "", line: cause.line, message }]);
  }
  const parsed = PipelinesFile.safeParse(raw);
  if (parsed.success) return ok(parsed.data);
  return err(parsed.error.issues.flatMap((issue) => problemsOf(text, issue)));
}

function problemsOf(text: string, issue: z.core.$ZodIssue): PipelineProblem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => problemAt(text, [...issue.path, key], "unknown key"));
  }
  if (issue.code === "invalid_key") {
    return issue.issues.map((inner) => problemAt(text, issue.path, `key: ${inner.message}`));
  }
  return [problemAt(text, issue.path, issue.message)];
}
