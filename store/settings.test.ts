import { expect, test } from "vitest";
import { parseStoreSettings } from "./settings.ts";

const url = "postgres://someone:secret@db.example/portent";
const other = "postgresql://someone:secret@replica.example:6432/portent";

test.each<[string, Record<string, string>, object]>([
  ["writes alone", { DATABASE_URL: url }, { writer: { databaseUrl: url }, reads: url, replica: null }],
  ["an empty variable is none", { DATABASE_URL: url, DATABASE_REPLICA_URL: "" }, { reads: url, replica: null }],
  [
    "everything",
    {
      DATABASE_URL: url,
      DATABASE_WEBSOCKET_PROXY: "127.0.0.1:5433/v1",
      DATABASE_READS_URL: other,
      DATABASE_REPLICA_URL: other,
    },
    { writer: { databaseUrl: url, websocketProxy: "127.0.0.1:5433/v1" }, reads: other, replica: other },
  ],
])("%s", (_, env, settings) => {
  expect(parseStoreSettings(env)).toMatchObject({ ok: true, value: settings });
});

test.each<[string, Record<string, string>, readonly string[]]>([
  ["nothing", {}, ["DATABASE_URL"]],
  ["another protocol", { DATABASE_URL: "mysql://someone:secret@db/x" }, ["DATABASE_URL"]],
  [
    "all faults at once",
    { DATABASE_URL: "secret", DATABASE_WEBSOCKET_PROXY: "nowhere", DATABASE_READS_URL: "secret" },
    ["DATABASE_URL", "DATABASE_WEBSOCKET_PROXY", "DATABASE_READS_URL"],
  ],
])("%s is refused by the names of the variables, never their values", (_, env, variables) => {
  const parsed = parseStoreSettings(env);
  expect(parsed.ok ? [] : parsed.error.map(({ variable }) => variable)).toEqual(variables);
  expect(JSON.stringify(parsed)).not.toContain("secret");
});
