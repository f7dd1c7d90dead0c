import { z } from "zod";
import type { EarlierCluster } from "../../analytics/core/clusters/trace-lineage.ts";
import { ok, type Result } from "../../contracts/result.ts";
import { type Fault, fault } from "../arguments.ts";
import { readTextFile } from "../read-text-file.ts";

/** Of an earlier output of the command, what ids go on from. */
const Previous = z.object({
  clusters: z.array(z.object({ id: z.string().min(1), members: z.array(z.string()).min(1) })),
});

export function loadPrevious(path: string | undefined): Result<{ clusters: readonly EarlierCluster[] } | null, Fault> {
  if (path === undefined) return ok(null);
  const file = readTextFile(path);
  if (!file.ok) return fault(`--previous: ${file.error.message}`);
  let json: unknown;
  try {
    json = JSON.parse(file.value);
  } catch (cause) {
    return fault(`--previous: ${path} is no JSON: ${firstLine(cause)}`);
  }
  const parsed = Previous.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return fault(
      `--previous: ${path}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "no output of this command"}`,
    );
  }
  const { clusters } = parsed.data;
  const twice = findTwice(clusters.map(({ id }) => id)) ?? findTwice(clusters.flatMap(({ members }) => members));
  return twice === undefined ? ok({ clusters }) : fault(`--previous: ${path}: clusters: ${twice} is there twice`);
}

const findTwice = (names: readonly string[]): string | undefined => {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
};

export const firstLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).split("\n", 1)[0] ?? "";
