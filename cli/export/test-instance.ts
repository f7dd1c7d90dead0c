import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { getPlatformProxy } from "wrangler";
import { createR2ObjectStore } from "../../analytics/adapters/r2-object-store.ts";
import { exportDataset } from "../../analytics/exports/export-dataset.ts";
import { defaultExportSettings } from "../../analytics/exports/export-settings.ts";
import { type MemoryRow, memoryExportRows } from "../../analytics/exports/memory-export-rows.ts";
import type { ObjectStore } from "../../analytics/exports/object-store.ts";
import { exportRoutes } from "../../worker/http/export-routes.ts";

/** What the wire does to the answers with files, in order; then nothing more. `cutAt`: the connection ends after so many bytes. */
export type Fault = { readonly cutAt: number } | { readonly status: number };

/** The product's own routes over a real R2 on loopback, with exports of rows that lie in memory. */
export type TestInstance = {
  readonly url: string;
  readonly archive: ObjectStore;
  /** Requests since the last time this was asked: path without query, and the range. */
  readonly takeRequests: () => readonly string[];
  readonly breakNext: (...faults: readonly Fault[]) => void;
  readonly put: (rows: readonly MemoryRow[]) => void;
  readonly run: (toMs: number, settings?: Partial<typeof defaultExportSettings>) => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

export async function startTestInstance(): Promise<TestInstance> {
  const folder = mkdtempSync(join(tmpdir(), "portent-instance-"));
  const configPath = join(folder, "wrangler.toml");
  writeFileSync(
    configPath,
    `name = "exports"\ncompatibility_date = "2026-01-01"\n[[r2_buckets]]\nbinding = "ARCHIVE"\nbucket_name = "archive"\n`,
  );
  const { env, dispose } = await getPlatformProxy<{ ARCHIVE: R2Bucket }>({ configPath, persist: false });
  const archive = createR2ObjectStore(env.ARCHIVE);
  const rows = memoryExportRows();
  const routes = new Hono().route("/v1", exportRoutes);
  let requests: string[] = [];
  let faults: Fault[] = [];
  const server = createServer(async (request, response) => {
    const { url = "/", method = "GET", headers } = request;
    const { range } = headers;
    requests.push(`${new URL(url, "http://localhost").pathname}${range === undefined ? "" : ` ${range}`}`);
    const answer = await routes.request(url, { method, headers: headers as Record<string, string> }, env);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const fault = url.startsWith("/v1/exports/files/") ? faults.shift() : undefined;
    if (fault !== undefined && "status" in fault) return response.writeHead(fault.status).end();
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (fault === undefined) return response.end(bytes);
    // What was written has left before the connection ends.
    response.write(bytes.subarray(0, fault.cutAt), () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    archive,
    takeRequests() {
      const taken = requests;
      requests = [];
      return taken;
    },
    breakNext(...next) {
      faults = [...next];
    },
    put: (more) => rows.put(more),
    async run(toMs, settings = {}) {
      const writtenBy = "portent/test";
      await exportDataset("factors", toMs, {
        ...{ rows, archive, writtenBy, settings: { ...defaultExportSettings, ...settings } },
      });
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Readings of the factor `risk`, one a minute. */
export const factorRows = (fromMs: number, count: number, version = 1): MemoryRow[] =>
  Array.from({ length: count }, (_, index) => {
    const atMs = fromMs + index * 60_000;
    // Digits that do not compress away: files are large enough to be cut anywhere.
    const value = createHash("sha256").update(`${version}:${atMs}`).digest().readInt32LE() / 2 ** 31;
    return {
      atMs,
      key: `risk:${atMs}`,
      version,
      values: ["risk", atMs, value, atMs + 3_600_000, [`event-${index}`, "çé🌍"]],
    };
  });
