import { formatEther } from "viem";
import type { VaultAlert } from "../../contracts/vault-view.ts";

/** A lane should hold the gas of a day, and never that of many: its key is worth what it holds. */
const daysMin = { numerator: 1n, denominator: 10n };
const daysMax = 10n;

/** What is wrong with the ether that a lane holds; null where it is right. Both in wei. */
export function judgeLaneEther(
  etherWei: bigint,
  gasWeiPerDay: bigint,
): Pick<VaultAlert, "severity" | "message"> | null {
  const least = (gasWeiPerDay * daysMin.numerator) / daysMin.denominator;
  if (etherWei < least) {
    const message = `holds ${formatEther(etherWei)} ether, less than a tenth of what it may spend in a day: send it some`;
    return { severity: "warning", message };
  }
  const most = gasWeiPerDay * daysMax;
  if (etherWei <= most) return null;
  const message = `holds ${formatEther(etherWei)} ether, more than the gas of ten days (${formatEther(most)}): send it no more`;
  return { severity: "info", message };
}
