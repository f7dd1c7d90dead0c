import { env } from "cloudflare:workers";
import { tableFromIPC } from "@uwdata/flechette";
import { Hono } from "hono";
import { beforeEach, expect, test, vi } from "vitest";
import { createR2ObjectStore } from "../../analytics/adapters/r2-object-store.ts";
import { exportDataset } from "../../analytics/exports/export-dataset.ts";
import { defaultExportSettings } from "../../analytics/exports/export-settings.ts";
import { memoryExportRows } from "../../analytics/exports/memory-export-rows.ts";
import { sha256Hex } from "../../analytics/exports/sha256.ts";
import { Problem } from "../../contracts/problem.ts";
import { fallOf, fallTrigger, openTestVault, type TestEnv } from "../../execute/test-vault.ts";
import { exportRoutes } from "./export-routes.ts";

vi.setConfig({ testTimeout: 30_000 });
const { ARCHIVE } = env as unknown as { ARCHIVE: R2Bucket };
beforeEach(async () => ARCHIVE.delete((await ARCHIVE.list()).objects.map(({ key }) => key)));
const routes = new Hono().route("/v1", exportRoutes);
const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  routes.request(path, { method, headers }, env as object);
const json = async <Value>(path: string) => (await (await ask(path)).json()) as Value;
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());
const codeOf = async (response: Response) => [response.status, Problem.parse(await response.json()).code];
const at = (hour: number) => Date.UTC(2021, 4, 19, hour);

type Listed = { path: string; format: string; rows: number; sha256: string; href: string };
type Answer = {
  snapshot: { version: number; rows: number } | null;
  snapshots: { version: number; writtenAtMs: number }[];
  files: (Listed & { byteSize: number })[];
  fields: { name: string; type: string; unit: string; nullable: boolean; description: string }[];
};

/** Two snapshots: the second one has rewritten the first one's part. */
async function seed() {
  const rows = memoryExportRows();
  const run = (toMs: number) =>
    exportDataset("factors", toMs, {
      ...{ rows, archive: createR2ObjectStore(ARCHIVE), settings: defaultExportSettings, writtenBy: "portent/test" },
    });
  const put = (count: number, version: number) =>
    rows.put(
      Array.from({ length: count }, (_, index) => ({
        ...{ atMs: at(1) + index, key: `risk:${index}`, version },
        values: ["risk", at(1) + index, index / 1_000, at(2), []],
      })),
    );
  put(1_000, 1);
  await run(at(6));
  const first = await json<Answer>("/v1/exports/factors");
  put(1_001, 2);
  await run(at(12));
  return { first, second: await json<Answer>("/v1/exports/factors") };
}

test("before the first export there is nothing, and that is an answer", async () => {
  expect(await json("/v1/exports")).toEqual({ exports: [] });
  expect(await json("/v1/exports/prices")).toMatchObject({ snapshot: null, snapshots: [], files: [] });
  expect(await codeOf(await ask("/v1/exports/prices?version=1"))).toEqual([404, "not-found"]);
});

test("the list, a dataset with its fields, and the past", async () => {
  const { first, second } = await seed();
  const { exports } = await json<{ exports: (Listed & { dataset: string; bytes: number })[] }>("/v1/exports");
  expect(exports.map(({ dataset, path, rows, format }) => [dataset, rows, format, path.split("/")[1]])).toEqual([
    ["factors", 1_001, "arrow", "arrow"],
    ["factors", 1_001, "parquet", "parquet"],
  ]);
  expect(exports[0]?.bytes).toBe(second.files[0]?.byteSize);
  expect(second.fields[1]).toEqual({
    ...{ name: "as_of", type: "timestamp[ms, UTC]", nullable: false },
    ...{ unit: "ms since 1970, UTC", description: "Event time of the run" },
  });
  expect(second.snapshot).toMatchObject({ version: 2, rows: 1_001, parent: 1, writtenAtMs: at(12) });
  for (const past of ["version=1", `atMs=${at(12) - 1}`]) {
    expect(await json(`/v1/exports/factors?${past}`)).toMatchObject({ snapshot: first.snapshot, files: first.files });
  }
  expect(await json(`/v1/exports/factors?atMs=${at(20)}`)).toMatchObject({ snapshot: { version: 2 } });

  for (const [path, expected] of [
    ["/v1/exports/factors?version=3", [404, "not-found"]],
    [`/v1/exports/factors?atMs=${at(0)}`, [404, "not-found"]],
    ["/v1/exports/factors?version=0", [400, "bad-request"]],
    ["/v1/exports/factors?version=soon", [400, "bad-request"]],
    ["/v1/exports/factors?version=1&atMs=5", [400, "bad-request"]],
    ["/v1/exports/nothing", [404, "not-found"]],
    ["/v1/exports/toString", [404, "not-found"]],
    ["/v1/exports/casts", [404, "not-found"]],
  ] as const) {
    expect([path, await codeOf(await ask(path))]).toEqual([path, expected]);
  }
});

test("a download that is cut goes on where it was, and the whole is what was promised", async () => {
  const { second } = await seed();
  for (const { href, sha256, byteSize, format } of second.files) {
    const whole = await ask(href);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      etag: `"${sha256}"`,
      "accept-ranges": "bytes",
      "content-length": String(byteSize),
      "content-type": format === "arrow" ? "application/vnd.apache.arrow.file" : "application/vnd.apache.parquet",
      "cache-control": "public, max-age=31536000, immutable",
    });
    expect(await sha256Hex(await bytesOf(whole))).toBe(sha256);

    const cut = Math.floor(byteSize / 2);
    const begin = await ask(href, { range: `bytes=0-${cut - 1}` });
    const rest = await ask(href, { range: `bytes=${cut}-`, "if-range": `"${sha256}"` });
    expect([begin.status, rest.status]).toEqual([206, 206]);
    expect(rest.headers.get("content-range")).toBe(`bytes ${cut}-${byteSize - 1}/${byteSize}`);
    const parts = [await bytesOf(begin), await bytesOf(rest)];
    expect(parts.map(({ length }) => length)).toEqual([cut, byteSize - cut]);
    expect(await sha256Hex(Uint8Array.from(parts.flatMap((each) => [...each])))).toBe(sha256);

    // Of another file than the one begun the whole is sent.
    const other = await ask(href, { range: `bytes=${cut}-`, "if-range": '"another"' });
    expect([other.status, (await bytesOf(other)).length]).toEqual([200, byteSize]);
    const beyond = await ask(href, { range: `bytes=${byteSize}-` });
    expect(beyond.headers.get("content-range")).toBe(`bytes */${byteSize}`);
    expect(await codeOf(beyond)).toEqual([416, "bad-range"]);
    const head = await ask(href, { range: "bytes=0-9" }, "HEAD");
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, String(byteSize), ""]);
    expect((await ask(href, { "if-none-match": `W/"x", "${sha256}"` })).status).toBe(304);
  }
});

test("the stream within an Arrow file, whole and in ranges", async () => {
  const { second } = await seed();
  const href = `${second.files[0]?.href}`.replace(".arrow?", ".arrows?");
  const response = await ask(href);
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/vnd.apache.arrow.stream"]);
  const stream = await bytesOf(response);
  expect(response.headers.get("content-length")).toBe(String(stream.length));
  expect(tableFromIPC(stream).numRows).toBe(1_001);
  expect(stream.slice(-8)).toEqual(new Uint8Array([255, 255, 255, 255, 0, 0, 0, 0]));
  const rest = await ask(href, { range: "bytes=100-" });
  expect(await bytesOf(rest)).toEqual(stream.slice(100));
  expect(await bytesOf(await ask(href, { range: "bytes=-8" }))).toEqual(stream.slice(-8));
  expect(response.headers.get("etag")).not.toBe((await ask(`${second.files[0]?.href}`)).headers.get("etag"));
});

test("a name alone may change, the sum never: old links give the old bytes from where they were kept", async () => {
  const { first, second } = await seed();
  const [old, now] = [first.files[0], second.files[0]];
  expect([old?.path === now?.path, old?.sha256 === now?.sha256]).toEqual([true, false]);
  expect(await sha256Hex(await bytesOf(await ask(`${old?.href}`)))).toBe(old?.sha256);
  const named = await ask(`/v1/exports/files/${now?.path}`);
  expect([named.headers.get("cache-control"), named.headers.get("etag")]).toEqual([
    "public, no-cache",
    `"${now?.sha256}"`,
  ]);
  await named.body?.cancel();
  const kept = await ask(`/v1/exports/files/superseded/${old?.sha256}.arrow`);
  expect(kept.headers.get("cache-control")).toContain("immutable");
  expect(await sha256Hex(await bytesOf(kept))).toBe(old?.sha256);
  const encoded = await ask(`/v1/exports/files/${now?.path.replace("=", "%3D")}`, {}, "HEAD");
  expect(encoded.status).toBe(200);
});

test.each([
  "refused/secret.json",
  "manifests/factors/latest.json",
  "exports/arrow/factors/../../../refused/secret.json",
  "exports/arrow/factors/date=2021-05-19/part-1-2.csv",
  "exports/arrow/factors/date=2021-05-19/part-1-2.arrow",
  "superseded/%ZZ",
  "",
])("nothing else of the bucket is to be had: %s", async (path) => {
  await ARCHIVE.put("refused/secret.json", "{}");
  expect(await codeOf(await ask(`/v1/exports/files/${path}`))).toEqual([404, "not-found"]);
});

test("a sum that no file has is not there", async () => {
  const { second } = await seed();
  const path = `/v1/exports/files/${second.files[0]?.path}`;
  expect(await codeOf(await ask(`${path}?sha256=${"0".repeat(64)}`))).toEqual([404, "not-found"]);
  expect(await codeOf(await ask(`${path}?sha256=../`))).toEqual([404, "not-found"]);
});

test("a vault's casts and fires, for its own people alone, exact", async () => {
  const vault = await openTestVault(env as unknown as TestEnv);
  const { token } = await vault.perform("grant-view", { expiresAtMs: Date.now() + 3_600_000 });
  const read = (dataset: string, bearer = String(token)) =>
    ask(`/v1/vaults/${vault.address}/exports/${dataset}`, { authorization: `Bearer ${bearer}` });
  expect((await read("casts")).status).toBe(204);

  await vault.perform("put-trigger", { trigger: fallTrigger });
  await vault.reach().acceptFires(await vault.sign([fallOf()]));
  await expect.poll(async () => (await vault.view()).casts.map(({ state }) => state)).toEqual(["SUBMITTED"]);
  const view = await vault.view();
  const answers = await Promise.all(
    ["casts", "casts?format=arrows", "fires", "fires?format=parquet"].map((each) => read(each)),
  );
  expect(answers.map(({ headers }) => [headers.get("content-type"), headers.get("cache-control")])).toEqual(
    ["file", "stream", "file", ""].map((kind) => [
      `application/vnd.apache.${kind === "" ? "parquet" : `arrow.${kind}`}`,
      "private, no-store",
    ]),
  );
  const [casts, stream, fires, parquet] = await Promise.all(answers.map(bytesOf));
  const rows = tableFromIPC(casts ?? new Uint8Array(), {
    useDate: false,
    useDecimalInt: true,
    useBigInt: true,
  }).toArray();
  const [cast] = view.casts;
  expect(rows).toEqual([
    expect.objectContaining({
      cast_id: cast?.id,
      fire_id: cast?.fireId,
      fired_at: cast?.firedAtMs,
      gas_paid_wei: null,
    }),
  ]);
  expect(tableFromIPC(stream ?? new Uint8Array()).numRows).toBe(1);
  expect(tableFromIPC(fires ?? new Uint8Array(), { useDate: false }).toArray()).toEqual([
    expect.objectContaining({ fire_id: view.fires[0]?.fireId, trigger_id: fallTrigger.id }),
  ]);
  expect(new TextDecoder().decode(parquet?.slice(0, 4))).toBe("PAR1");

  expect(await codeOf(await read("casts", "wrong"))).toEqual([403, "not-allowed"]);
  expect((await read("casts?before=1")).status).toBe(204);
  expect(await codeOf(await read("casts?before=then"))).toEqual([400, "bad-request"]);
  expect(await codeOf(await ask(`/v1/vaults/${vault.address}/exports/casts`))).toEqual([403, "not-allowed"]);
  expect(await codeOf(await read("prices"))).toEqual([404, "not-found"]);
  expect(await codeOf(await read("casts?format=csv"))).toEqual([400, "bad-request"]);
  expect(await codeOf(await ask("/v1/vaults/mine/exports/casts"))).toEqual([400, "bad-request"]);
});
