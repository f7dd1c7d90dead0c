import { expect, test } from "vitest";
import type { CascadeEdge } from "../../contracts/cascade.ts";
import type { Cluster } from "../../contracts/cluster.ts";
import { explainCluster, explainEdge } from "./explain-run.ts";

const week = { barMs: 120_000, windowMs: 7 * 86_400_000 };
const cluster: Cluster = {
  ...{ id: "c", members: ["BTC-USD", "ETH-USD"], medoid: "BTC-USD", cohesion: 0.8123, stress: 0.974 },
  lineage: { state: "kept", from: ["c"] },
};
const together =
  "2 series move together: their mean correlation is 0.81 over 7 d in bars of 2 min; BTC-USD stands for them best.";
const move = " The newest hour's move is larger than 97 % of the window's.";

test.each<[Partial<Cluster>, string]>([
  [{}, `${together}${move}`],
  [{ stress: null }, together],
  [{ lineage: { state: "born", from: [] } }, `${together}${move} It is new.`],
  [{ lineage: { state: "merged", from: ["c", "d"] } }, `${together}${move} It took in members of c, d.`],
  [{ lineage: { state: "split", from: ["d"] } }, `${together}${move} It split from d.`],
  [{ members: ["BTC-USD"], stress: null }, "BTC-USD moves on its own over 7 d in bars of 2 min."],
])("%o", (change, words) => {
  expect(explainCluster({ ...cluster, ...change }, week)).toBe(words);
});

const edge: CascadeEdge = {
  ...{ from: "BTC-USD", to: "ETH-USD", weight: 0.213, low: 0.1, high: 0.326, lagMs: 240_000 },
  ...{ support: 5_031, q: 0.004, origin: "learned", lastSeenMs: 0 },
};

test.each<[Partial<CascadeEdge>, string]>([
  [
    {},
    "ETH-USD follows BTC-USD the same way: a move of 10 % is followed by 2.13 %, 4 min later (between 1.00 and 3.26 % with 95 % confidence), from 5,031 pairs of returns; of edges as sure as this one less than 1 % are noise.",
  ],
  [
    { weight: -0.05, low: -0.09, high: -0.01, q: 0.03, lagMs: 3_600_000 },
    "ETH-USD follows BTC-USD the other way: a move of 10 % is followed by 0.50 %, 1 h later (between 0.10 and 0.90 % with 95 % confidence), from 5,031 pairs of returns; of edges as sure as this one 3 % are noise.",
  ],
  [
    { q: null, support: 0, origin: "prior" },
    "ETH-USD follows BTC-USD the same way: a move of 10 % is followed by 2.13 %, 4 min later. Declared, not found in the data.",
  ],
])("%o", (change, words) => {
  expect(explainEdge({ ...edge, ...change })).toBe(words);
});
