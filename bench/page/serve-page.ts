import { existsSync, readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { WebSocketServer } from "ws";
import type { FreshnessReport } from "../../contracts/freshness.ts";
import type { LiveMessage, PipelineHealth } from "../../contracts/live.ts";
import { createMarket } from "./sample-market.ts";

const dashboard = join(import.meta.dirname, "../../dashboard");
const dist = join(dashboard, "dist");
const startMs = Date.UTC(2026, 0, 5);
/** A page that does nothing: how smooth this machine is at all. */
const plainPage = "<!doctype html><html lang=en><title>Plain</title><p>Nothing moves here.</p></html>";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};

/**
 * The built page on loopback, with its policy, and what it asks a Worker for: the live socket in its real form, with so many assets, each
 * of them moving every `everyMs`; the history; health. Whatever else it asks for is not there yet.
 */
export async function servePage(count: number, everyMs: number) {
  const market = createMarket(count, startMs);
  const policy = readPolicy();
  let windows = 0;
  let last = "";
  const history = JSON.stringify(market.history());
  const nowMs = () => startMs + windows * 120_000;
  const health = (): PipelineHealth => ({
    ...{ feed: "recorded", nowMs: nowMs(), stages: [], deadLetters: [], journal: { state: "direct", segments: 0 } },
  });
  const freshness = (): FreshnessReport => ({ feed: "recorded", nowMs: nowMs(), readings: [] });

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://page");
    if (pathname === "/plain.html") send(response, 200, ".html", plainPage, policy);
    else if (pathname === "/v1/prices/history") send(response, 200, ".json", history, policy);
    else if (pathname === "/v1/pipeline") send(response, 200, ".json", JSON.stringify(health()), policy);
    else if (pathname === "/v1/freshness") send(response, 200, ".json", JSON.stringify(freshness()), policy);
    else if (pathname.startsWith("/v1/")) send(response, 503, ".json", notYet, policy);
    else sendFile(response, pathname === "/" ? "/index.html" : pathname, policy);
  });
  const sockets = new WebSocketServer({ server, path: "/v1/live" });
  sockets.on("connection", (socket) => {
    socket.send(last);
    socket.on("message", (data) => {
      if (String(data) === "ping") socket.send("pong");
    });
  });
  const push = (): void => {
    windows += 1;
    last = JSON.stringify({ type: "prices", seq: windows, data: market.snapshot(windows) } satisfies LiveMessage);
    for (const socket of sockets.clients) socket.send(last);
  };
  push();
  const timer = setInterval(push, everyMs);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messageBytes: () => Buffer.byteLength(last),
    stop: async () => {
      clearInterval(timer);
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const notYet = JSON.stringify({
  ...{
    type: "/docs/errors#unavailable",
    code: "unavailable",
    title: "Not reachable",
    status: 503,
    detail: "Not here.",
  },
});

function sendFile(response: ServerResponse, pathname: string, policy: string): void {
  const path = join(dist, pathname);
  if (!path.startsWith(dist) || !existsSync(path)) send(response, 404, ".html", "", policy);
  else send(response, 200, extname(path), readFileSync(path), policy);
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer, policy: string): void {
  response.writeHead(status, {
    "content-type": types[type] ?? "application/octet-stream",
    "content-security-policy": policy,
  });
  response.end(body);
}

/** The page's own policy, as its host would send it. */
function readPolicy(): string {
  const [, policy = ""] =
    /Content-Security-Policy: (.+)/.exec(readFileSync(join(dashboard, "public/_headers"), "utf8")) ?? [];
  return policy;
}
