import { privateKeyToAccount } from "viem/accounts";
import { expect, test } from "vitest";
import { deriveLaneKey } from "./lane-key.ts";

const relayerKey = `0x${"1".repeat(64)}` as const;
const vault = `0x${"a".repeat(40)}` as const;

test("a lane keeps its address: changing the derivation would leave its ether and its nonces behind", () => {
  expect(privateKeyToAccount(deriveLaneKey(relayerKey, vault, "main")).address).toBe(
    "0x8e6Ea6b972f4Ebfa0D2f50989A7ce159A6754301",
  );
});

test("other vaults, other relayer keys and the emergency have other lanes", () => {
  const keys = [
    deriveLaneKey(relayerKey, vault, "main"),
    deriveLaneKey(relayerKey, vault, "emergency"),
    deriveLaneKey(relayerKey, `0x${"b".repeat(40)}`, "main"),
    deriveLaneKey(`0x${"2".repeat(64)}`, vault, "main"),
    relayerKey,
  ];
  expect(new Set(keys).size).toBe(5);
});
