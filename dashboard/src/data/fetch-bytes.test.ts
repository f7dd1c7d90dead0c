import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { fetchBytes } from "./fetch-bytes.ts";

/** Far above what a busy machine takes between two parts. */
const timeoutMs = 1_000;

async function ask(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const progress: (readonly [number, number | null])[] = [];
  const onProgress = (loaded: number, total: number | null) => void progress.push([loaded, total]);
  const result = await fetchBytes("/x", { baseUrl, timeoutMs, onProgress });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return { told: result.ok ? [...result.value].join() : result.error.kind, progress };
}

test("bytes come whole, with progress towards their length", async () => {
  const { told, progress } = await ask((_, response) => {
    response.writeHead(200, { "content-length": "6" });
    response.write(Uint8Array.of(1, 2, 3));
    response.end(Uint8Array.of(4, 5, 6));
  });
  expect(told).toBe("1,2,3,4,5,6");
  expect(progress[0]).toEqual([0, 6]);
  expect(progress.at(-1)).toEqual([6, 6]);
});

test("of compressed bytes the length is not known before", async () => {
  const packed = gzipSync(Uint8Array.of(7, 8));
  const { told, progress } = await ask((_, response) => {
    response.writeHead(200, { "content-encoding": "gzip", "content-length": String(packed.length) }).end(packed);
  });
  expect(told).toBe("7,8");
  expect(progress.every(([, total]) => total === null)).toBe(true);
});

test("slow is well as long as something comes", async () => {
  const { told } = await ask((_, response) => {
    response.writeHead(200);
    let sent = 0;
    const timer = setInterval(() => {
      response.write(Uint8Array.of(sent));
      sent += 1;
      if (sent < 5) return;
      clearInterval(timer);
      response.end();
    }, timeoutMs / 4);
  });
  expect(told).toBe("0,1,2,3,4");
});

test.each([
  ["silence", () => {}, "unreachable"],
  [
    "silence in the middle",
    (_, response) => void response.writeHead(200, { "content-length": "9" }).write(Uint8Array.of(1)),
    "unreachable",
  ],
  [
    "broken off",
    (_, response) => {
      response.writeHead(200, { "content-length": "9" }).write(Uint8Array.of(1));
      setTimeout(() => response.destroy(), 20);
    },
    "unreachable",
  ],
  ["no such file", (_, response) => void response.writeHead(404).end("no"), "unreadable"],
] as [string, RequestListener, string][])("%s: %s", async (_, listener, kind) => {
  expect((await ask(listener)).told).toBe(kind);
});
