import { expect, test } from "vitest";
import { adjustForFalseDiscovery } from "./adjust-for-false-discovery.ts";

const small = [3e-5, 1e-6, 2e-4];

test("the smallest p-values alone have the q-values that they have among all tests", () => {
  const all = [...small, ...new Array<number>(377).fill(1)];
  const qs = adjustForFalseDiscovery(small, 380);
  expect(qs).toEqual(adjustForFalseDiscovery(all).slice(0, 3));
  // scipy.stats.false_discovery_control(…, method="by"), scipy 1.17.
  const expected = [0.03715660214097379, 0.002477106809398252, 0.16514045395988353];
  for (const [index, q] of expected.entries()) expect(qs[index]).toBeCloseTo(q, 12);
});

test("others that stand at less than 1 only lower them", () => {
  const among = adjustForFalseDiscovery([...small, ...new Array<number>(377).fill(0.01)]);
  for (const [index, q] of adjustForFalseDiscovery(small, 380).entries()) {
    expect(q).toBeGreaterThanOrEqual(among[index] as number);
  }
});
