import { privateKeyToAccount } from "viem/accounts";
import { expect, test } from "vitest";
import { deriveLaneKey } from "./lane-key.ts";

const relayerKey = `0x${"1".repeat(64)}` as const;
const vault = `0x${"a".repeat(40)}` as const;

test("a lane keeps its address: changing the derivation would leave its ether and its nonces behind", () => {
  expect(privateKeyToAccount(deriveLaneKey(relayerKey, vault)).address).toBe(
    "0x8e6Ea6b972f4Ebfa0D2f50989A7ce159A6754301",
  );
});

test("other vaults and other relayer keys have other lanes", () => {
  const keys = [
    deriveLaneKey(relayerKey, vault),
    deriveLaneKey(relayerKey, `0x${"b".repeat(40)}`),
    deriveLaneKey(`0x${"2".repeat(64)}`, vault),
    relayerKey,
  ];
  expect(new Set(keys).size).toBe(4);
});
