import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach } from "vitest";

export type Reply =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string | readonly string[]>>;
      readonly body?: string | Uint8Array;
    }
  | ((response: ServerResponse, path: string) => void);
export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export type Loopback = {
  readonly url: () => string;
  /** Given one after the other; the last one for every further request. */
  replies: readonly Reply[];
  readonly asked: Asked[];
};

/** Registers the hooks of a test file and returns a real HTTP server on this machine, whose answers the test lays down. */
export function provideLoopback(): Loopback {
  let server: Server;
  const loopback: Loopback = {
    url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    replies: [],
    asked: [],
  };
  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const reply = loopback.replies[Math.min(loopback.asked.length, loopback.replies.length - 1)];
        const path = request.url ?? "";
        const { method = "", headers } = request;
        loopback.asked.push({ method, path, headers, body: Buffer.concat(chunks).toString("utf8") });
        if (typeof reply === "function") return reply(response, path);
        const fields = { "content-type": "application/json", ...reply?.headers };
        response.writeHead(reply?.status ?? 200, fields as Record<string, string>).end(reply?.body ?? "{}");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  beforeEach(() => {
    loopback.replies = [];
    loopback.asked.length = 0;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return loopback;
}
