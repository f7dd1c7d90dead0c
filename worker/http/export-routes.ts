import { type Context, Hono } from "hono";
import { z } from "zod";
import { createR2ObjectStore } from "../../analytics/adapters/r2-object-store.ts";
import { streamOf } from "../../analytics/exports/arrow-stream.ts";
import { arrowTypeNames, hashSchema } from "../../analytics/exports/dataset.ts";
import { isPublicDatasetName, type PublicDatasetName, publicDatasets } from "../../analytics/exports/datasets.ts";
import { encodeArrow } from "../../analytics/exports/encode-arrow.ts";
import { encodeParquet } from "../../analytics/exports/encode-parquet.ts";
import { mediaTypes } from "../../analytics/exports/formats.ts";
import { listExports } from "../../analytics/exports/list-exports.ts";
import type { Snapshot } from "../../analytics/exports/manifest.ts";
import { readLatest, readSnapshot, versionAt } from "../../analytics/exports/snapshots.ts";
import { vaultColumns } from "../../analytics/exports/vault-columns.ts";
import { isVaultDatasetName, vaultDatasets } from "../../analytics/exports/vault-datasets.ts";
import { TimeMs } from "../../contracts/time.ts";
import type { EdgeEnv } from "../bindings.ts";
import { answerProblem } from "./problem.ts";
import { serveExportFile } from "./serve-export-file.ts";
import { readHistory } from "./vault-routes.ts";

type Env = { Bindings: EdgeEnv };

const filesRoute = "/exports/files/";
/** Which snapshot: the newest, the one of that number, or the one that was the newest then. */
const Past = z.strictObject({
  version: z.coerce.number().int().positive().optional(),
  atMs: z.coerce.number().pipe(TimeMs).optional(),
});
const Before = z.coerce.number().int().positive().optional();
/** The newest come first; a vault casts some hundred times a day at most. */
const recordsPerAnswer = 5_000;
const Format = z.enum(["arrow", "arrows", "parquet"]).default("arrow");

/** Exported data: what anyone may read, and what a vault's own people may. */
export const exportRoutes = new Hono<Env>()
  .get("/exports", async (context) => {
    const entries = await listExports(createR2ObjectStore(context.env.ARCHIVE));
    return context.json({ exports: entries.map((entry) => ({ ...entry, href: hrefOf(entry) })) });
  })
  .get(`${filesRoute}*`, (context) => {
    const { pathname, searchParams } = new URL(context.req.url);
    const path = decodePath(pathname.slice(pathname.indexOf(filesRoute) + filesRoute.length));
    return serveExportFile(context, path, searchParams.get("sha256") ?? undefined);
  })
  .get("/exports/:dataset", async (context) => {
    const name = context.req.param("dataset");
    if (isVaultDatasetName(name)) {
      return answerProblem(context, "not-found", `Each vault has its own: /v1/vaults/<address>/exports/${name}.`);
    }
    if (!isPublicDatasetName(name)) {
      return answerProblem(context, "not-found", `There are the datasets ${Object.keys(publicDatasets).join(", ")}.`);
    }
    const past = Past.safeParse(context.req.query());
    if (!past.success || (past.data.version !== undefined && past.data.atMs !== undefined)) {
      return answerProblem(
        context,
        "bad-request",
        "expected version, a whole number, or atMs, milliseconds since 1970",
      );
    }
    return answerDataset(context, name, past.data);
  })
  .get("/vaults/:address/exports/:dataset", async (context) => {
    const name = context.req.param("dataset");
    const format = Format.safeParse(context.req.query("format"));
    if (!isVaultDatasetName(name)) {
      return answerProblem(context, "not-found", `A vault has ${Object.keys(vaultDatasets).join(" and ")}.`);
    }
    if (!format.success) return answerProblem(context, "bad-request", "format: arrow, arrows or parquet");
    const before = Before.safeParse(context.req.query("before"));
    if (!before.success) return answerProblem(context, "bad-request", "before: the portent-next-before of an answer");
    const page = await readHistory(context, { kind: name, before: before.data ?? null, limit: recordsPerAnswer });
    if (!page.ok) return page.error;
    const columns = vaultColumns(page.value);
    if (columns.rows === 0) return new Response(null, { status: 204, headers: { "cache-control": noStore } });
    const arrow = encodeArrow(vaultDatasets[name], columns);
    const bytes =
      format.data === "parquet"
        ? encodeParquet(vaultDatasets[name], columns, arrow)
        : format.data === "arrows"
          ? streamOf(arrow)
          : arrow;
    return new Response(bytes as Uint8Array<ArrayBuffer>, {
      headers: {
        "cache-control": noStore,
        "content-type": mediaTypes[format.data],
        "content-disposition": `attachment; filename="${name}.${format.data}"`,
        // Older records follow with `?before=` this.
        ...(page.value.next === null ? {} : { "portent-next-before": String(page.value.next) }),
      },
    });
  });

const noStore = "private, no-store";

/** Leads to these very bytes as long as a snapshot names them. */
const hrefOf = ({ path, sha256 }: { readonly path: string; readonly sha256: string }): string =>
  `/v1${filesRoute}${path}?sha256=${sha256}`;

async function answerDataset(
  context: Context<Env>,
  name: PublicDatasetName,
  past: z.output<typeof Past>,
): Promise<Response> {
  const archive = createR2ObjectStore(context.env.ARCHIVE);
  const latest = (await readLatest(archive, name)).snapshot;
  const version = past.version ?? (past.atMs === undefined ? latest?.version : latest && versionAt(latest, past.atMs));
  const isPast = version !== undefined && version !== null && version !== latest?.version;
  const snapshot = isPast ? await readSnapshot(archive, name, version) : latest;
  if ((past.version ?? past.atMs) !== undefined && (snapshot === null || version === undefined)) {
    return answerProblem(
      context,
      "not-found",
      "That snapshot is not there, or no more; see snapshots without a version.",
    );
  }
  const { description, timeField, fields, version: fieldsVersion } = publicDatasets[name];
  return context.json({
    dataset: name,
    description,
    fieldsVersion,
    schemaHash: await hashSchema(publicDatasets[name]),
    timeField,
    fields: fields.map(({ type, isNullable, ...field }) => ({
      ...field,
      type: arrowTypeNames[type],
      nullable: isNullable,
    })),
    snapshots: latest?.snapshots ?? [],
    snapshot: snapshot === null ? null : describeSnapshot(snapshot),
    files: (snapshot?.files ?? []).map((file) => ({ ...file, href: hrefOf(file) })),
  });
}

const describeSnapshot = ({ version, parent, writtenAtMs, writtenBy, schemaHash, rows }: Snapshot) => ({
  ...{ version, parent, writtenAtMs, writtenBy, schemaHash, rows },
});

/** What cannot be decoded names no file. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return "";
  }
}
