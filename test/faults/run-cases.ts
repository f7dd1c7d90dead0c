import { blocksAndFees } from "./cases/blocks-and-fees.ts";
import { crashes } from "./cases/crashes.ts";
import type { HardCase } from "./cases/hard-case.ts";
import { nodes } from "./cases/nodes.ts";
import { othersNonce } from "./cases/others-nonce.ts";
import { ownersAndOutages } from "./cases/owners-and-outages.ts";
import { reorgs } from "./cases/reorgs.ts";
import { sends } from "./cases/sends.ts";
import { triggersAndSessions } from "./cases/triggers-and-sessions.ts";
import type { Harness } from "./start-harness.ts";

/** `fault`: what was not as it must be; null where all was. */
export type CaseResult = Pick<HardCase, "row" | "what"> & { readonly fault: string | null };

export const hardCases: readonly HardCase[] = [
  ...crashes,
  ...sends,
  ...othersNonce,
  ...blocksAndFees,
  ...reorgs,
  ...nodes,
  ...triggersAndSessions,
  ...ownersAndOutages,
];

/** Plays them one after the other. One that fails does not keep the next from being played. */
export async function runCases(
  harness: Harness,
  cases: readonly HardCase[],
  onResult: (result: CaseResult, index: number) => void,
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const [index, { row, what, play }] of cases.entries()) {
    const fault = await play(harness).then(
      () => null,
      (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)),
    );
    if (fault !== null) await recover(harness);
    results.push({ row, what, fault });
    onResult({ row, what, fault }, index);
  }
  return results;
}

/** Whatever a case that failed has left. */
async function recover({ chain, workerd, breakDown }: Harness): Promise<void> {
  for (const { faults } of chain.proxies) faults.clear();
  chain.watch = () => "go-on";
  await workerd.restarted();
  await breakDown([]);
  await chain.setBaseFee(1_000_000n);
}
