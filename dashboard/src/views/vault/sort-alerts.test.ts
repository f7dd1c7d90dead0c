import fc from "fast-check";
import { expect, test } from "vitest";
import { VaultAlert } from "../../../../contracts/vault-view.ts";
import { sortAlerts } from "./sort-alerts.ts";

const active = { state: "ACTIVE", reason: "", by: "", atWallMs: 0 } as const;
const reducing = { state: "REDUCING", reason: "three reverted", by: "breaker", atWallMs: 5 } as const;
const alert = (id: string, severity: VaultAlert["severity"], sinceWallMs: number, message = id) =>
  VaultAlert.parse({ id, severity, message, sinceWallMs });

test("the worst first, then the newest", () => {
  const alerts = [
    alert("rule:a", "info", 9),
    alert("cast:b", "warning", 1),
    alert("cast:c", "critical", 2),
    alert("d", "critical", 3),
  ];
  expect(sortAlerts({ alerts, tradingState: active }).map(({ id }) => id)).toEqual(["d", "cast:c", "cast:b", "rule:a"]);
});

test("what the banner says already is left out; another reason than the banner's stays", () => {
  const same = alert("trading-state", "critical", 5, "REDUCING: three reverted");
  const other = alert("trading-state", "critical", 5, "REDUCING: the owner said so");
  expect(sortAlerts({ alerts: [same], tradingState: reducing })).toEqual([]);
  expect(sortAlerts({ alerts: [other], tradingState: reducing })).toEqual([other]);
  expect(sortAlerts({ alerts: [same], tradingState: active })).toEqual([same]);
});

test("none is lost, whatever the order in which they come", () => {
  const severities = fc.constantFrom<VaultAlert["severity"]>("info", "warning", "critical");
  const alerts = fc.uniqueArray(
    fc.record({ id: fc.string({ minLength: 1 }), severity: severities, sinceWallMs: fc.nat() }),
    { selector: ({ id }) => id },
  );
  fc.assert(
    fc.property(alerts, (given) => {
      const all = given.map(({ id, severity, sinceWallMs }) => alert(id, severity, sinceWallMs));
      const sorted = sortAlerts({ alerts: all, tradingState: active });
      expect(new Set(sorted)).toEqual(new Set(all));
      const ranks = sorted.map(({ severity }) => ["critical", "warning", "info"].indexOf(severity));
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    }),
    { seed: 3, numRuns: 100 },
  );
});
