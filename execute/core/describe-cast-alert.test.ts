import { expect, test } from "vitest";
import type { Cast } from "../../contracts/cast.ts";
import { describeCastAlert } from "./describe-cast-alert.ts";

const because = (code: string) => ({ code, message: `because of ${code}` });

test.each<[Cast["state"], Cast["reason"], string | null]>([
  ["CREATED", null, null],
  ["CREATED", because("waits-in-line"), null],
  ["CREATED", because("no-gas-money"), "warning"],
  ["CREATED", because("chain-unreachable"), "warning"],
  ["VERIFYING", because("send-insufficient-funds"), "warning"],
  ["VERIFYING", because("reorganised"), null],
  ["CONFIRMED", because("order-open"), null],
  ["STUCK", because("no-receipt"), "critical"],
  ["REVERTED", because("reverted"), "warning"],
  ["INCLUDED_UNVERIFIED", because("post-condition"), "critical"],
  ["REFUSED", because("no-gas-money"), null],
  ["FINALIZED", null, null],
])("%s %o: %s", (state, reason, severity) => {
  expect(describeCastAlert({ spell: "ironvine", state, reason })?.severity ?? null).toBe(severity);
});
