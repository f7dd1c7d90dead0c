import { expect, test } from "vitest";
import { classifyFailure } from "./store-error.ts";

const fromServer = (code: string) => Object.assign(new Error("said the server"), { code, severity: "ERROR" });

test.each([
  ["22P02", "record-refused"],
  ["23502", "record-refused"],
  ["54000", "record-refused"],
  ["40P01", "database-unreachable"],
  ["42P01", "database-unreachable"],
  ["57P01", "database-unreachable"],
  ["53300", "database-unreachable"],
  ["28P01", "database-unreachable"],
])("SQLSTATE %s is %s, also when wrapped", (state, code) => {
  const error = { code, message: `said the server (SQLSTATE ${state})` };
  expect(classifyFailure(fromServer(state))).toEqual(error);
  expect(classifyFailure(new Error("Failed query: … params: secret", { cause: fromServer(state) }))).toEqual(error);
});

test.each([
  ["an event of a WebSocket", { type: "error" }, "the connection to Postgres failed"],
  ["a system error", Object.assign(new Error("refused"), { code: "ECONNREFUSED" }), "refused"],
  ["a wrapped one", new Error("params: secret", { cause: new Error("ended\nmore") }), "ended"],
])("%s means unreachable, without the row", (_, thrown, message) => {
  expect(classifyFailure(thrown)).toEqual({ code: "database-unreachable", message });
});
