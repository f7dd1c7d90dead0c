import { execFileSync, spawn } from "node:child_process";
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeWhole } from "./write-whole.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portent-write-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const unused = (text: string) => expect.unreachable(`wrote ${text}`);

test.each([undefined, "-"])("without a file (%s), to standard output", (path) => {
  const written: string[] = [];
  expect(writeWhole(path, "text", (part) => written.push(part))).toBeNull();
  expect(written).toEqual(["text"]);
});

test.each<readonly [title: string, before: string | null]>([
  ["a new file", null],
  ["in place of another", "a longer text than the new one"],
])("%s", (_, before) => {
  const path = join(folder, "f");
  if (before !== null) writeFileSync(path, before);
  expect(writeWhole(path, "text", unused)).toBeNull();
  expect(readFileSync(path, "utf8")).toBe("text");
  expect(readdirSync(folder)).toEqual(["f"]);
});

test("who still reads the old file reads it whole: it is replaced, not written over", () => {
  const path = join(folder, "f");
  writeFileSync(path, "old");
  linkSync(path, join(folder, "held"));
  expect(writeWhole(path, "text", unused)).toBeNull();
  expect(readFileSync(join(folder, "held"), "utf8")).toBe("old");
  expect(readFileSync(path, "utf8")).toBe("text");
});

test("a link stays one, and what it leads to is written", () => {
  writeFileSync(join(folder, "target"), "old");
  symlinkSync("target", join(folder, "link"));
  expect(writeWhole(join(folder, "link"), "text", unused)).toBeNull();
  expect(readFileSync(join(folder, "target"), "utf8")).toBe("text");
  expect(readdirSync(folder, { withFileTypes: true }).map((entry) => [entry.name, entry.isSymbolicLink()])).toEqual([
    ["link", true],
    ["target", false],
  ]);
});

test("what is no file, such as a pipe or /dev/null, is written to and not replaced", async () => {
  const path = join(folder, "pipe");
  execFileSync("mkfifo", [path]);
  const reader = spawn("cat", [path], { stdio: ["ignore", "pipe", "inherit"] });
  const read = text(reader.stdout);
  expect(writeWhole(path, "text", unused)).toBeNull();
  const isStillPipe = statSync(path).isFIFO();
  if (!isStillPipe) reader.kill();
  expect([isStillPipe, await read]).toEqual([true, "text"]);
});

test.each<readonly [title: string, name: string, message: RegExp]>([
  ["no such folder", "none/f", /ENOENT/],
  ["a folder", "folder", /EISDIR/],
  ["a file as a folder", "file/f", /ENOTDIR/],
])("%s: the reason, and nothing is left", (_, name, message) => {
  mkdirSync(join(folder, "folder"));
  writeFileSync(join(folder, "file"), "");
  expect(writeWhole(join(folder, name), "text", unused)).toMatch(message);
  expect(readdirSync(folder)).toEqual(["file", "folder"]);
});
