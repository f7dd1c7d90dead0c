import {
  type Address,
  concatHex,
  type Hex,
  hashMessage,
  keccak256,
  size,
  slice,
  stringToBytes,
  zeroAddress,
} from "viem";
import { generatePrivateKey, privateKeyToAccount, sign } from "viem/accounts";
import { expect, test } from "vitest";
import { joinOwnerSignatures, readSigners, toSafeSignature } from "./safe-signatures.ts";

const hash = keccak256(stringToBytes("an act"));
const keys = [generatePrivateKey(), generatePrivateKey(), generatePrivateKey()];
const owners = keys
  .map((key) => ({ key, address: privateKeyToAccount(key).address }))
  .toSorted((a, b) => (a.address.toLowerCase() < b.address.toLowerCase() ? -1 : 1));
const signedBy = async (key: Hex, of: Hex = hash) => sign({ hash: of, privateKey: key, to: "hex" });
const contract: Address = "0x5FbDB2315678afecb367f032d93F642f64180aa3";

test("joined signatures are read back in the order of the addresses, whoever signed first", async () => {
  const given = await Promise.all(
    owners.toReversed().map(async ({ key, address }) => ({ owner: address, signature: await signedBy(key) })),
  );
  const joined = joinOwnerSignatures(given);
  expect(size(joined)).toBe(3 * 65);
  const signers = await readSigners(hash, joined, 3);
  expect(signers).toEqual(owners.map(({ address }) => ({ address, isContract: false })));
});

test("a contract's signature stands behind the fixed parts, where its own part points", async () => {
  const [first] = owners;
  if (first === undefined) throw new Error("three owners");
  const inner: Hex = `0x${"ab".repeat(130)}`;
  const joined = joinOwnerSignatures([
    { owner: contract, signature: inner, isContract: true },
    { owner: first.address, signature: await signedBy(first.key) },
  ]);
  const signers = await readSigners(hash, joined, 2);
  const index = signers?.findIndex(({ address }) => address === contract) ?? -1;
  expect(signers?.[index]).toEqual({ address: contract, isContract: true });
  const offset = Number(slice(joined, index * 65 + 32, index * 65 + 64));
  expect(offset).toBe(2 * 65);
  expect(Number(slice(joined, offset, offset + 32))).toBe(130);
  expect(slice(joined, offset + 32, offset + 32 + 130)).toBe(inner);
});

test("fewer signatures than are asked for are none", async () => {
  const [first] = owners;
  const one = await signedBy(first?.key ?? "0x");
  expect(await readSigners(hash, one, 2)).toBeUndefined();
  expect(await readSigners(hash, "0x1234", 1)).toBeUndefined();
});

test.each<[string, (signature: Hex) => Hex]>([
  ["of another hash", () => `0x${"0".repeat(130)}`],
  ["with r and s of zero", () => concatHex([`0x${"0".repeat(128)}`, "0x1b"])],
  ["with a recovery byte that is none", (signature) => concatHex([slice(signature, 0, 64), "0x1d"])],
])("a signature %s is of nobody who could be an owner", async (_what, change) => {
  const [first] = owners;
  const changed = change(await signedBy(first?.key ?? "0x"));
  const [signer] = (await readSigners(hash, changed, 1)) ?? [];
  expect(signer?.address).toBe(zeroAddress);
});

test("a signature over the hash as a message is marked by v + 4, as the Safe marks it", async () => {
  const [first] = owners;
  if (first === undefined) throw new Error("three owners");
  const plain = await signedBy(first.key, hashMessage({ raw: hash }));
  const marked = concatHex([slice(plain, 0, 64), slice(plain, 64) === "0x1b" ? "0x1f" : "0x20"]);
  expect(await readSigners(hash, marked, 1)).toEqual([{ address: first.address, isContract: false }]);
});

test("what a wallet gave for a message: of the owner's key as it is, else the contract's", async () => {
  const [first, second] = owners;
  if (first === undefined || second === undefined) throw new Error("three owners");
  const signature = await signedBy(first.key);
  expect(await toSafeSignature(first.address, hash, signature)).toBe(signature);
  const wrapped = await toSafeSignature(second.address, hash, signature);
  expect(await readSigners(hash, wrapped, 1)).toEqual([{ address: second.address, isContract: true }]);
  const long: Hex = `0x${"cd".repeat(200)}`;
  expect(await readSigners(hash, await toSafeSignature(contract, hash, long), 1)).toEqual([
    { address: contract, isContract: true },
  ]);
});
