import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { z } from "zod";
import type { Problem } from "../../../contracts/problem.ts";
import { fetchJson } from "./fetch-json.ts";

const Shape = z.strictObject({ value: z.number() });

async function ask(listener: RequestListener, viewToken?: string) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const result = await fetchJson("/x", Shape, {
    baseUrl,
    timeoutMs: 300,
    ...(viewToken === undefined ? {} : { viewToken }),
  });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return result.ok ? result.value : result.error.kind;
}

const answer =
  (status: number, body: unknown): RequestListener =>
  (_, response) => {
    response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
  };
const problem = (code: Problem["code"], status: number): RequestListener =>
  answer(status, { type: `/docs/errors#${code}`, code, title: "t", status, detail: "d" } satisfies Problem);

test.each([
  ["the shape", answer(200, { value: 1 }), { value: 1 }],
  ["another shape", answer(200, { value: "1" }), "unreadable"],
  ["a page in the place of data", answer(200, "<html>"), "unreadable"],
  ["nothing yet", problem("unavailable", 503), "not-yet"],
  ["token refused", problem("not-allowed", 403), "not-allowed"],
  ["another problem", problem("bad-request", 400), "refused"],
  ["a gateway's error", answer(502, "bad gateway"), "unreachable"],
  ["a cut connection", ((request) => request.socket.destroy()) satisfies RequestListener, "unreachable"],
  ["no answer in time", (() => undefined) satisfies RequestListener, "unreachable"],
])("%s", async (_, listener, expected) => {
  expect(await ask(listener)).toEqual(expected);
});

test("the view token goes as a bearer token", async () => {
  const echo: RequestListener = (request, response) => {
    response.end(JSON.stringify({ value: request.headers.authorization === "Bearer abc" ? 1 : 0 }));
  };
  expect(await ask(echo, "abc")).toEqual({ value: 1 });
  expect(await ask(echo)).toEqual({ value: 0 });
});

test("an answer from this browser's storage says when it was stored; one of another form is none", async () => {
  const stored =
    (body: string): RequestListener =>
    (_, response) => {
      response.writeHead(200, { "x-portent-stored-at": "1234" }).end(body);
    };
  const read = async (listener: RequestListener) => {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const result = await fetchJson("/x", Shape, { baseUrl, timeoutMs: 300 });
    server.close();
    return result;
  };
  expect(await read(stored('{"value":1}'))).toEqual({ ok: true, value: { value: 1 }, storedAtMs: 1234 });
  expect(await read(stored('{"value":"1"}'))).toMatchObject({ ok: false, error: { kind: "unreachable" } });
});
