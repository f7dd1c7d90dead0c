import { PriceSnapshot, type StageStatus } from "../../../contracts/live.ts";
import { VaultView } from "../../../contracts/vault-view.ts";
import type { WorldSnapshot } from "../../../contracts/world.ts";

/** Values for tests, checked by the contracts themselves. */
export function priceSnapshot(windowEndMs: number, prices: Readonly<Record<string, number>>): PriceSnapshot {
  return PriceSnapshot.parse({
    windowEndMs,
    asOfMs: windowEndMs,
    validUntilMs: windowEndMs + 360_000,
    traceId: "0".repeat(32),
    ticks: Object.entries(prices).map(([asset, priceUsd]) => ({
      asset,
      priceUsd,
      openUsd: priceUsd,
      lowUsd: priceUsd,
      highUsd: priceUsd,
      sampleAtMs: windowEndMs,
      validUntilMs: windowEndMs + 360_000,
      quality: 1,
      dispersion: 0,
      sources: [
        {
          source: "coinbase",
          price: priceUsd,
          quote: "USD",
          rateUsd: 1,
          priceUsd,
          range: null,
          sampleAtMs: windowEndMs,
        },
      ],
    })),
    refused: [],
  });
}

export function vaultView(readAtWallMs: number): VaultView {
  return VaultView.parse({
    vault: `0x${"ab".repeat(20)}`,
    chainId: 31_337,
    owners: [],
    readAtWallMs,
    chainTimeMs: null,
    balances: [],
    session: { state: "none", address: null, expiresAtMs: null, words: [], allowanceLeft: [] },
    emergencySession: null,
    positions: [],
    differences: [],
    rules: [],
    alerts: [],
    lanes: [],
    tradingState: { state: "ACTIVE", reason: "", by: "", atWallMs: 0 },
    triggers: [],
    fires: [],
    casts: [],
    audit: [],
  });
}

export const stageStatus = (stage: string, eventTimeMs: number): StageStatus => ({
  stage,
  eventTimeMs,
  finishedWallMs: eventTimeMs,
  elapsedMs: 12,
  outcome: "done",
  note: "",
});

export const emptyWorld: WorldSnapshot = {
  asOfMs: 0,
  validUntilMs: 0,
  factors: [],
  stories: [],
  anomalies: [],
  markets: [],
  context: [],
  relations: [],
  sources: [],
  missingInputs: [],
  staleInputs: [],
};
