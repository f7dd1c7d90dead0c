import { expect, test } from "vitest";
import { formatEther, formatEtherExact, formatGwei } from "./format-gas.ts";

test.each([
  ["0", "0 ETH", "0 ETH", "0 gwei"],
  ["1", "<0.000001 ETH", "0.000000000000000001 ETH", "<0.001 gwei"],
  ["12500000000", "<0.000001 ETH", "0.0000000125 ETH", "12.5 gwei"],
  ["412345678901234", "0.000412 ETH", "0.000412345678901234 ETH", "412,345.678 gwei"],
  ["1000000000000000000", "1 ETH", "1 ETH", "1,000,000,000 gwei"],
])("%s wei", (wei, ether, exact, gwei) => {
  expect([formatEther(wei), formatEtherExact(wei), formatGwei(wei)]).toEqual([ether, exact, gwei]);
});
