import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decodeArrow } from "../../analytics/exports/decode-arrow.ts";
import { encodeArrow } from "../../analytics/exports/encode-arrow.ts";
import { sampleColumns } from "../../analytics/exports/sample-columns.ts";
import { vaultDatasets } from "../../analytics/exports/vault-datasets.ts";
import { problems } from "../../contracts/problem.ts";
import { openTestFolder } from "../test-run-portent.ts";
import { runExportCommand } from "./command.ts";

const vault = `0x${"ab".repeat(20)}`;
const columns = sampleColumns(vaultDatasets.casts);
/** A vault answers page by page, the newest first. */
const rowsOf = (from: number, to: number) => ({
  rows: to - from,
  values: columns.values.map((values) => values.slice(from, to)),
});

/** Answers as the vault's routes do, which run in the Worker alone: rows for the right token, none of fires, a problem for others. */
async function serve() {
  const server = createServer(({ url, headers }, response) => {
    if (headers.authorization !== "Bearer right") {
      const { status, title } = problems["not-allowed"];
      const problem = { type: "about:blank", code: "not-allowed", title, status, detail: "the view token is unknown" };
      return response.writeHead(status).end(JSON.stringify(problem));
    }
    if (url === `/v1/vaults/${vault}/exports/fires?format=arrow`) return response.writeHead(204).end();
    const casts = `/v1/vaults/${vault}/exports/casts?format=arrow`;
    if (url === casts) {
      response.setHeader("portent-next-before", "4");
      return response.end(encodeArrow(vaultDatasets.casts, rowsOf(3, columns.rows)));
    }
    if (url === `${casts}&before=4`) return response.end(encodeArrow(vaultDatasets.casts, rowsOf(0, 3)));
    return response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, [Symbol.asyncDispose]: stop };
}

async function run(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const streams = { out: (text: string) => void out.push(text), err: (line: string) => void err.push(line) };
  return { code: await runExportCommand(args, streams, {}), out: out.join(""), err };
}

test("casts and fires of a vault for its token, by date; for another token one line and nothing written", async () => {
  await using server = await serve();
  using folder = openTestFolder({});
  const out = join(folder.path, "x");
  const base = ["--url", server.url, "--vault", vault, "--format", "arrow", "--out", out];
  const casts = await run("--dataset", "casts", "--token", "right", ...base);
  expect([casts.code, casts.out]).toEqual([
    0,
    expect.stringMatching(new RegExp(`^casts: 1 file, 7 rows, .*\\(vault ${vault}\\)`)),
  ]);
  const [name = ""] = [...(casts.err[0] ?? "").matchAll(/casts\/\S+\.arrow/g)].map(String);
  expect(name).toMatch(/^casts\/date=2021-05-19\//);
  expect(decodeArrow(vaultDatasets.casts, readFileSync(join(out, name)))).toEqual(columns);
  const fires = await run("--dataset", "fires", "--token", "right", ...base);
  expect([fires.code, fires.out]).toEqual([0, `fires: nothing there: 0 rows (vault ${vault})\n`]);
  const refused = await run("--dataset", "casts", "--token", "wrong", ...base, "--out", join(folder.path, "y"));
  expect(refused).toEqual({ code: 2, out: "", err: ["portent export: casts: the view token is unknown"] });
  expect(existsSync(join(folder.path, "y"))).toBe(false);
});
