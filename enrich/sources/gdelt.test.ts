import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { WorldEvent } from "../../contracts/event.ts";
import { classifyEvent } from "../core/classify-event.ts";
import { readGdeltEvents, readGdeltMentions } from "../core/gdelt-tables.ts";
import { fetchGdeltEvents } from "./gdelt.ts";
import { failures, type StubAnswer, stubClient } from "./test-client.ts";

const toMs = Date.UTC(2024, 3, 3, 12);
const window = { fromMs: toMs - 86_400_000, toMs };
const list = readFileSync(join(import.meta.dirname, "../fixtures/gdelt-artlist.json"), "utf8");
const run = async (given: StubAnswer, queries = ["strait"]) => {
  const http = stubClient(() => given);
  return {
    http,
    answer: await fetchGdeltEvents(window, { baseUrl: "http://gdelt", http, queries, scorer: classifyEvent }),
  };
};

test("articles become events of their outlets, at the time at which GDELT saw them", async () => {
  // GDELT leaves tabs in titles, which JSON forbids.
  const { http, answer } = await run({ text: list.replace("\\t", "\t") });
  if (!answer.ok) throw new Error(answer.error.message);
  expect(http.asked).toEqual([
    "http://gdelt/api/v2/doc/doc?query=strait&mode=artlist&format=json&sort=datedesc&maxrecords=250&startdatetime=20240402120000&enddatetime=20240403120000",
  ]);
  expect(answer.value.events).toMatchObject([
    {
      title: "Strait closed to shipping, port authority says",
      publisherFamily: "example.co.uk",
      publishedAtMs: Date.UTC(2024, 3, 3, 11, 45),
      eventTimeMs: Date.UTC(2024, 3, 3, 11, 45),
      category: "trade",
      // Where the outlet sits is not where it happened.
      geo: { countries: [], precision: "none" },
    },
    { title: "Banco central corta juros", publisherFamily: "example.com.br" },
  ]);
  expect(answer.value.refused.map(({ reason }) => reason.split("\n")[0])).toEqual([
    "not a time: yesterday",
    "no http address",
    expect.stringContaining("expected string"),
  ]);
});

test.each<[string, StubAnswer, RegExp]>([
  [
    "a mistake in the query, with status 200",
    { text: "Your query was too short or too long.\n" },
    /GDELT says: Your query was too short/,
  ],
  ["a web page", { text: "<html><title>Service down</title></html>" }, /GDELT says: Service down/],
  ["nothing", { text: "" }, /GDELT says: nothing/],
  ["cut off", { text: list.slice(0, 300) }, /cut off or broken/],
  ["another list", { text: '{"results":[]}' }, /without `articles`/],
  ["articles that are none", { text: '{"articles":{"a":1}}' }, /articles/],
  ["rows of which none can be read", { text: '{"articles":[{"a":1},{"b":2}]}' }, /none of 2 rows/],
])("%s is a failure with its reason", async (_what, given, reason) => {
  const { answer } = await run(given);
  expect(answer).toMatchObject({ ok: false, error: { code: "bad-payload" } });
  expect(!answer.ok && answer.error.message).toMatch(reason);
});

test("no match is calm; a failure is passed on; of several queries one that fails is named", async () => {
  expect((await run({ text: "{}" })).answer).toMatchObject({ ok: true, value: { events: [], newestAtMs: null } });
  for (const fail of failures) expect((await run({ fail })).answer).toEqual({ ok: false, error: fail });
  const http = stubClient((url) => (url.includes("query=a&") ? { text: "{}" } : { text: "Your query was too short" }));
  const answer = await fetchGdeltEvents(window, { baseUrl: "", http, queries: ["a", "b"], scorer: classifyEvent });
  expect(answer).toMatchObject({ ok: true, value: { missing: ["b: GDELT says: Your query was too short"] } });
});

/** A row of the events table with invented values, by the codebook's places. */
const tableRow = (change: Record<number, string> = {}): string => {
  const fields = Array.from({ length: 61 }, () => "");
  const values = {
    0: "1200000001",
    1: "20240402",
    26: "190",
    28: "19",
    30: "-10.0",
    31: "12",
    32: "3",
    33: "12",
    34: "-6.5",
    51: "4",
    52: "Harbour, Inventia",
    53: "GM",
    56: "53.5",
    57: "10.0",
    59: "20240403114500",
    60: "https://www.paper.example/war",
  };
  for (const [at, value] of Object.entries({ ...values, ...change })) fields[Number(at)] = value;
  return fields.join("\t");
};
const readOne = (change: Record<number, string> = {}) => readGdeltEvents(`${tableRow(change)}\n`, toMs)[0]?.event;

test("a row of the events table: the Goldstein scale as factors, FIPS countries as ISO", () => {
  const event = readOne();
  expect(event?.ok && WorldEvent.parse(event.value)).toMatchObject({
    id: "gdelt-event:1200000001",
    title: "CAMEO 190, Harbour, Inventia",
    category: "conflict",
    severity: 1,
    factors: { shock: -1, risk: -0.5, growth: 0, liquidity: 0, regulation: 0 },
    geo: { countries: ["DE"], precision: "country" },
    eventTimeMs: Date.UTC(2024, 3, 2),
    publishedAtMs: Date.UTC(2024, 3, 3, 11, 45),
    publisherFamily: "paper.example",
  });
});

test.each<[string, Record<number, string>, object]>([
  [
    "cooperation moves the other way",
    { 26: "040", 28: "04", 30: "7.0" },
    { category: "other", factors: { shock: 0.7, risk: 0.35 } },
  ],
  ["neutral words move nothing", { 30: "0.0" }, { severity: 0, factors: { shock: 0, risk: 0 } }],
  ["a protest", { 26: "141", 28: "14", 30: "-6.5" }, { category: "unrest" }],
  ["FIPS CH is China", { 53: "CH" }, { geo: { countries: ["CN"] } }],
  ["FIPS AU is Austria", { 53: "AU" }, { geo: { countries: ["AT"] } }],
  [
    "a country that is not in the table",
    { 53: "ZZ", 52: "" },
    { geo: { countries: [], precision: "none" }, title: "CAMEO 190, place unknown" },
  ],
  [
    "a day that is not over says no more than its arrival",
    { 1: "20240403" },
    { eventTimeMs: Date.UTC(2024, 3, 3, 11, 45) },
  ],
])("%s", (_what, change, expected) => {
  const event = readOne(change);
  expect(event?.ok && WorldEvent.parse(event.value)).toMatchObject(expected);
});

test.each<[string, Record<number, string>, RegExp]>([
  ["no Goldstein value", { 30: "" }, /Goldstein scale: empty/],
  ["beyond the scale", { 30: "-64" }, /Goldstein scale: -64/],
  ["a day that does not exist", { 1: "20240230" }, /no time/],
  ["no id", { 0: "x" }, /no event id/],
  ["no source", { 60: "BBC Monitoring" }, /no address/],
])("%s: refused", (_what, change, reason) => {
  const event = readOne(change);
  expect(event?.ok === false && event.error).toMatch(reason);
});

test("a row that is cut off, or of GDELT 1.0, is refused by its number of columns; the others stand", () => {
  const rows = readGdeltEvents(
    `${tableRow()}\n${tableRow().split("\t").slice(0, 58).join("\t")}\r\n${tableRow({ 0: "7" })}`,
    toMs,
  );
  expect(rows.map(({ event }) => (event.ok ? event.value.id : event.error))).toEqual([
    "gdelt-event:1200000001",
    "58 columns instead of 61",
    "gdelt-event:7",
  ]);
});

test("mentions: when an event was first seen is not when it was mentioned", () => {
  const mention = [
    "5",
    "20230402000000",
    "20240402001500",
    "1",
    "www.paper.example",
    "https://paper.example/a",
    "1",
    "-1",
    "1",
    "2",
    "1",
    "40",
    "900",
    "-2.5",
    "",
    "",
  ];
  const { mentions, refused } = readGdeltMentions(
    [mention, mention.with(3, "2"), mention.with(11, "140"), mention.with(2, "now"), mention.with(5, "paper")]
      .map((fields) => fields.join("\t"))
      .join("\n"),
  );
  expect(mentions).toEqual([
    {
      eventId: "5",
      eventAtMs: Date.UTC(2023, 3, 2),
      mentionedAtMs: Date.UTC(2024, 3, 2, 0, 15),
      publisherFamily: "paper.example",
      url: "https://paper.example/a",
      confidence: 0.4,
      tone: -2.5,
    },
  ]);
  expect(refused.map(({ reason }) => reason)).toEqual([
    "a mention of type 2",
    "no confidence or tone",
    "no time",
    "no address",
  ]);
});

const data = process.env.PORTENT_DATA ?? join(import.meta.dirname, "../../../shared/data");
const why = "(skipped without recorded data: set PORTENT_DATA)";
test.skipIf(!existsSync(join(data, "payloads/gdelt")))(`recorded mentions: a slot of 400 rows ${why}`, () => {
  const { mentions, refused } = readGdeltMentions(
    readFileSync(join(data, "payloads/gdelt/mentions_20170701234500_first400.csv"), "utf8"),
  );
  expect(mentions.length + refused.length).toBe(400);
  expect(mentions.length).toBeGreaterThan(380);
  for (const { mentionedAtMs, eventAtMs, confidence } of mentions) {
    expect(mentionedAtMs).toBe(Date.UTC(2017, 6, 1, 23, 45));
    expect(eventAtMs).toBeLessThanOrEqual(mentionedAtMs);
    expect(confidence).toBeLessThanOrEqual(1);
  }
});

test.skipIf(!existsSync(join(data, "payloads/gdelt")))(
  `the places of the columns are those of the recorded codebook ${why}`,
  () => {
    const names = readFileSync(join(data, "payloads/gdelt/events2_columns.csv"), "utf8")
      .split("\n")
      .slice(1)
      .map((line) => line.split(",")[0])
      .filter((name) => name !== "");
    expect(names).toHaveLength(61);
    const read = {
      0: "GLOBALEVENTID",
      1: "SQLDATE",
      26: "EventCode",
      28: "EventRootCode",
      30: "GoldsteinScale",
      32: "NumSources",
      52: "ActionGeo_FullName",
      53: "ActionGeo_CountryCode",
      56: "ActionGeo_Lat",
      57: "ActionGeo_Long",
      59: "DATEADDED",
      60: "SOURCEURL",
    };
    for (const [at, name] of Object.entries(read)) expect(names[Number(at)]).toBe(name);
  },
);

test.skipIf(!existsSync(join(data, "refs/gdelt")))(
  `every recorded CAMEO code: an act against a country is bad, one for it good ${why}`,
  () => {
    const scale = JSON.parse(readFileSync(join(data, "refs/gdelt/cameo_goldstein.json"), "utf8")) as Record<
      string,
      { value: number }
    >;
    const wrong = Object.entries(scale).filter(([code, { value }]) => {
      const event = readOne({ 26: code, 28: code.slice(0, 2), 30: value.toFixed(1) });
      if (event?.ok !== true) return true;
      const { shock, risk } = event.value.factors;
      return (
        Math.sign(shock) !== Math.sign(value) ||
        Math.sign(risk) !== Math.sign(value) ||
        !WorldEvent.safeParse(event.value).success
      );
    });
    expect(wrong).toEqual([]);
    expect(Object.keys(scale).length).toBeGreaterThan(200);
  },
);
