import type { AllowanceView } from "../../../../../contracts/vault-view.ts";

/** What is left of the most that it was, in thousandths, by whole numbers; null where that is not known. */
export function shareLeft({ amount, most }: Pick<AllowanceView, "amount" | "most">): number | null {
  if (most === null) return null;
  const whole = BigInt(most);
  if (whole <= 0n) return null;
  const thousandths = (BigInt(amount) * 1_000n) / whole;
  return Number(thousandths > 1_000n ? 1_000n : thousandths);
}

export const purposeWords: Readonly<Record<AllowanceView["purpose"], string>> = {
  swap: "to swap",
  supply: "to lend",
  borrow: "to borrow",
  order: "to sell by orders",
};
