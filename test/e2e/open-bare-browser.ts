import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect } from "vitest";
import WebSocket from "ws";
import { findChromium } from "../find-chromium.ts";

export type BareTab = {
  /** What an expression, or the promise it makes, comes to. Asked again where the page is loaded anew meanwhile. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  readonly reload: () => Promise<void>;
  readonly waitFor: (testId: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

const answerWithinMs = 15_000;

/**
 * A browser whose tabs are driven, and whose service workers are left alone. Playwright attaches its tools to the workers too, and
 * Chromium does not replace a worker with tools attached as it does for people: a load that comes meanwhile may then never end.
 */
export async function openBareBrowser() {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium was found: npm test installs one");
  const profile = mkdtempSync(join(tmpdir(), "portent-browser-"));
  const args = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
  const chromium = spawn(
    executablePath,
    [...args, "--window-size=1440,900", `--user-data-dir=${profile}`, "--remote-debugging-port=0", "about:blank"],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const ended = new Promise((resolve) => chromium.once("exit", resolve));
  const { host } = new URL(await readEndpoint(createInterface(chromium.stderr)));

  const openTab = async (url: string): Promise<BareTab> => {
    const asked = await fetch(`http://${host}/json/new?${encodeURIComponent(url)}`, { method: "PUT" });
    const { id, webSocketDebuggerUrl } = (await asked.json()) as { id: string; webSocketDebuggerUrl: string };
    const send = await connect(webSocketDebuggerUrl);
    const evaluate = async (expression: string): Promise<unknown> => {
      const { result, error } = await send("Runtime.evaluate", {
        ...{ expression, awaitPromise: true, returnByValue: true },
      });
      // The context of the page before, or its promise, went with it.
      if (error !== undefined) return evaluate(expression);
      if (result.exceptionDetails !== undefined) throw new Error(JSON.stringify(result.exceptionDetails));
      return result.result?.value;
    };
    return {
      evaluate,
      reload: async () => {
        await evaluate("window.isBeforeReload = true");
        await send("Page.reload");
        await expect.poll(() => evaluate("window.isBeforeReload === true"), { timeout: 30_000 }).toBe(false);
      },
      waitFor: (testId) =>
        expect
          .poll(() => evaluate(`document.querySelector('[data-testid="${testId}"]') !== null`), { timeout: 30_000 })
          .toBe(true),
      close: async () => void (await fetch(`http://${host}/json/close/${id}`)),
    };
  };
  const close = async (): Promise<void> => {
    chromium.kill("SIGKILL");
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { openTab, close };
}

async function readEndpoint(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    const endpoint = /^DevTools listening on (\S+)/.exec(line)?.[1];
    if (endpoint !== undefined) return endpoint;
  }
  throw new Error("Chromium ended before it told where it listens");
}

type Answer = {
  readonly id: number;
  readonly error?: { readonly message: string };
  readonly result: { readonly result?: { readonly value?: unknown }; readonly exceptionDetails?: object };
};

async function connect(url: string) {
  const socket = new WebSocket(url);
  const waiting = new Map<number, (answer: Answer) => void>();
  let asked = 0;
  socket.on("message", (data) => {
    const answer = JSON.parse(String(data)) as Answer;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  return (method: string, params: object = {}): Promise<Answer> => {
    asked += 1;
    const id = asked;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method} was not answered`)), answerWithinMs);
      waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      socket.send(JSON.stringify({ id, method, params }));
    });
  };
}
