import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeBuildList } from "./build-list.ts";

const page = {
  "index.html": "<html>",
  "theme.js": "theme",
  "mark.svg": "<svg/>",
  "manifest.webmanifest": "{}",
  "icons/icon-192.png": "png",
  "assets/index-a1.js": "code",
  "assets/start-engine-b2.js": "engine",
  "assets/duckdb-browser-eh.worker-c3.js": "engine",
  "console/engine.json": "{}",
  "demo-wallet.json": "keys",
  _headers: "/*",
  "service-worker.js": "work();",
};

function build(changes: Readonly<Record<string, string>> = {}) {
  const dist = mkdtempSync(join(tmpdir(), "portent-list-"));
  onTestFinished(() => rmSync(dist, { recursive: true, force: true }));
  const write = (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dist, name)), { recursive: true });
      writeFileSync(join(dist, name), text);
    }
    writeBuildList(dist);
    const [list = "", ...code] = readFileSync(join(dist, "service-worker.js"), "utf8").split("\n");
    const { id, files: listed } = JSON.parse(list.replace(/^self\.portentBuild=|;$/g, "")) as {
      id: string;
      files: { path: string; sha256: string | null }[];
    };
    return { id, listed, code };
  };
  return { ...write({ ...page, ...changes }), write };
}

test("the shell and the views, each by its content; neither the engine, nor keys, nor headers", () => {
  const { listed, code } = build();
  expect(listed.map(({ path, sha256 }) => `${path} ${sha256 === null ? "named by it" : "hashed"}`)).toEqual([
    "/assets/index-a1.js named by it",
    "/icons/icon-192.png hashed",
    "/ hashed",
    "/manifest.webmanifest hashed",
    "/mark.svg hashed",
    "/theme.js hashed",
  ]);
  expect(code).toEqual(["work();"]);
});

test.each(["index.html", "assets/index-a1.js", "_headers", "service-worker.js", "console/engine.json"])(
  "another %s is another build",
  (name) => {
    expect(build({ [name]: "other" }).id).not.toBe(build().id);
    expect(build().id).toBe(build().id);
  },
);

test("written again after a change it says what there is now", () => {
  const { id, write } = build();
  const changed = write({ "index.html": "<html lang>" });
  expect(changed.id).toBe(build({ "index.html": "<html lang>" }).id);
  expect([changed.id === id, changed.code]).toEqual([false, ["work();"]]);
  expect(write({ "index.html": "<html>" }).id).toBe(id);
});
