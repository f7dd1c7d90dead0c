import { type Address, zeroAddress } from "viem";
import { createChain } from "../../execute/adapters/chain.ts";
import type { ChainSettings } from "../../execute/core/chain-settings.ts";

export type SmokeCheck = { readonly what: string; readonly isOk: boolean; readonly found: string };
type Report = (check: SmokeCheck) => void;

/** Window of the pool's mean price that casts and roles ask for. */
const meanWindowSeconds = 300;

/** What casts read before and after they send: each endpoint by itself, contracts, the pool, fees, logs. Sends nothing. */
export async function checkChain(settings: ChainSettings, report: Report): Promise<void> {
  for (const rpcUrl of settings.rpcUrls) await checkEndpoint(rpcUrl, settings, report);
  const chain = createChain(settings);
  for (const [name, address] of Object.entries(listContracts(settings))) {
    const code = await chain.hasCode(address);
    const found = code.ok ? (code.value ? address : `there is no contract at ${address}`) : code.error.message;
    report({ what: `contract ${name}`, isOk: code.ok && code.value, found });
  }
  const pool = await chain.poolState(settings.pool, meanWindowSeconds);
  report({
    what: `mean price of ${meanWindowSeconds} seconds`,
    isOk: pool.ok,
    found: pool.ok ? `tick ${pool.value.meanTick}, now ${pool.value.tick}` : pool.error.message,
  });
  const baseFee = await chain.nextBaseFee();
  const ceiling = BigInt(settings.fees.maxFeeWei);
  report({
    what: "base fee under the ceiling",
    isOk: baseFee.ok && baseFee.value <= ceiling,
    found: baseFee.ok ? `${baseFee.value} wei, casts may pay ${ceiling}` : baseFee.error.message,
  });
  const head = await chain.block("latest");
  const from = head.ok && head.value.number > 10n ? head.value.number - 10n : 0n;
  const logs = await chain.claimLog(settings.castGuard, zeroAddress, `0x${"00".repeat(32)}`, from);
  report({ what: "logs of the cast guard", isOk: logs.ok, found: logs.ok ? "readable" : logs.error.message });
  if (settings.lending === undefined) return;
  const health = await chain.lendingHealth(settings.lending, zeroAddress);
  report({ what: "lending market", isOk: health.ok, found: health.ok ? "readable" : health.error.message });
}

async function checkEndpoint(rpcUrl: string, settings: ChainSettings, report: Report): Promise<void> {
  // The host alone: the address may hold a key.
  const { host } = new URL(rpcUrl);
  const chain = createChain({ ...settings, rpcUrls: [rpcUrl] });
  const isOwn = await chain.servesChain();
  const served = isOwn.ok ? (isOwn.value ? `chain ${settings.chainId}` : "another chain") : isOwn.error.message;
  report({ what: `endpoint ${host}`, isOk: isOwn.ok && isOwn.value, found: served });
  if (!isOwn.ok || !isOwn.value) return;
  const [latest, finalized] = await Promise.all([chain.block("latest"), chain.block("finalized")]);
  const found =
    latest.ok && finalized.ok
      ? `head ${latest.value.number}, final ${finalized.value.number}, ${latest.value.timestamp - finalized.value.timestamp} s behind`
      : (!latest.ok && latest.error.message) || (!finalized.ok && finalized.error.message) || "";
  report({ what: `finality at ${host}`, isOk: latest.ok && finalized.ok, found });
}

function listContracts(settings: ChainSettings): Readonly<Record<string, Address>> {
  const { castGuard, multiSendCallOnly, multiSendUnwrapper, leastOutput, expiryCondition, swapRouter, pool } = settings;
  return {
    castGuard,
    multiSendCallOnly,
    multiSendUnwrapper,
    leastOutput,
    expiryCondition,
    swapRouter,
    pool,
    ...(settings.lending === undefined ? {} : { lendingPool: settings.lending.pool }),
    ...(settings.orders === undefined ? {} : { orderBook: settings.orders.book }),
    ...Object.fromEntries(settings.tokens.map(({ symbol, address }) => [symbol, address])),
  };
}
