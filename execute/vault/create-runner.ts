import { ok } from "../../contracts/result.ts";
import type { VaultLimits } from "../../contracts/vault-view.ts";
import { openSealedKey } from "../access/open-sealed-key.ts";
import { createChain } from "../adapters/chain.ts";
import { toCastOrder } from "../adapters/read-orders.ts";
import { CastRunner } from "../casts/cast-runner.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import { deriveLaneKey } from "../core/lane-key.ts";
import type { VaultCore } from "./vault-core.ts";
import { enlist, readTradingState } from "./watch-list.ts";

/** The runner of one vault's casts, on that vault's records, chain and keys. */
export function createRunner(core: VaultCore): CastRunner {
  const { chain, records, settings, schedules } = core;
  const { casts, gas, triggers, sessions } = records;
  return new CastRunner({
    chain,
    settings: settings.chain,
    safe: core.safe(),
    casts,
    gas,
    pollMs: settings.pollMs,
    nowWallMs: core.nowWallMs,
    roles: core.roles,
    openSession: async (lane) => {
      const record = sessions.armed(lane);
      if (record === undefined) return undefined;
      const key = await openSealedKey(record.id, { ...settings, vaultId: core.safe(), sessions });
      if (key === undefined) return undefined;
      if (!key.ok) throw new Error(`the session key of ${record.id} does not open: ${key.error.code}`);
      return { record, key: key.value };
    },
    armedSessionId: (lane) => sessions.armed(lane)?.id,
    laneKey: (lane) => deriveLaneKey(settings.relayerKey, core.safe(), lane),
    limits: () => readLimits(core),
    signalPrices: (cast) => {
      const inputs = triggers.findFire(cast)?.explain.flatMap((leaf) => leaf.inputs) ?? [];
      return new Map(inputs.map(({ key, value }) => [key, value]));
    },
    readOrder: async (id, at) => {
      const { orders } = settings.chain;
      if (orders === undefined) return null;
      const order = await chain.order(orders.book, core.safe(), id, at);
      return order.ok ? toCastOrder(order.value) : null;
    },
    readHealth: async (at) => {
      const { lending } = settings.chain;
      return lending === undefined ? ok(null) : chain.lendingHealth(lending, core.safe(), at);
    },
    tradingState: () => readTradingState(core),
    enlist: (hasOpenWork) => enlist(hasOpenWork, core),
    store: (record, before) => core.commit(() => core.desk.put(record, before)),
    wakeAt: (wallMs) => schedules.set("casts", wallMs),
    ...describePrivateSubmission(settings.chain),
  });
}

function describePrivateSubmission({ privateSubmission, chainId }: ChainSettings) {
  if (privateSubmission === undefined) return {};
  const { rpcUrl, blocks } = privateSubmission;
  return { privateSubmission: { blocks, send: createChain({ rpcUrls: [rpcUrl], chainId }).sendRaw } };
}

/** The owner's own limits, tighter than what the role allows on chain. */
export const readLimits = ({ state, settings }: Pick<VaultCore, "state" | "settings">): VaultLimits =>
  state.get<VaultLimits>("limits") ?? { gasWeiPerDay: settings.chain.fees.gasWeiPerDay, castsPerDay: 200 };
