import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a source answers. `held`: nothing, until it is released. */
export type WorldAnswer = { readonly status?: number; readonly type?: string; readonly body: string } | "held";

/** Sources of world events on loopback, each under its name; every request is counted. */
export async function serveWorld(answers: Readonly<Record<string, WorldAnswer>>) {
  const current = new Map(Object.entries(answers));
  const asked = new Map<string, number>();
  const waiting: { readonly name: string; readonly response: ServerResponse }[] = [];
  const server = createServer((request, response) => {
    const [, name = ""] = (request.url ?? "").split(/[/?]/);
    asked.set(name, (asked.get(name) ?? 0) + 1);
    const answer = current.get(name);
    if (answer === "held") waiting.push({ name, response });
    else send(response, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    urls: Object.fromEntries(Object.keys(answers).map((name) => [name, `${base}/${name}`])),
    asked: (name: string) => asked.get(name) ?? 0,
    /** From now on it does not answer. */
    hold: (name: string) => void current.set(name, "held"),
    /** From now on it answers so, to those that wait, too. */
    release: (name: string, answer: Exclude<WorldAnswer, "held">) => {
      current.set(name, answer);
      for (const each of waiting) if (each.name === name) send(each.response, answer);
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function send(response: ServerResponse, answer: Exclude<WorldAnswer, "held"> | undefined): void {
  if (answer === undefined) {
    response.writeHead(404).end();
    return;
  }
  const { status = 200, type = "application/json", body } = answer;
  response.writeHead(status, { "content-type": type }).end(body);
}
