import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type Address,
  concatHex,
  encodeFunctionData,
  encodeFunctionResult,
  type Hex,
  hashMessage,
  hashTypedData,
  keccak256,
  pad,
  stringToHex,
  toFunctionSelector,
  zeroAddress,
} from "viem";
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount, sign } from "viem/accounts";
import { expect, test } from "vitest";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import { createChain } from "../adapters/chain.ts";
import { safeAbi, safeProxyFactoryAbi } from "../core/abis.ts";
import type { ActProof } from "../core/access/act-proofs.ts";
import { joinOwnerSignatures, type OwnerSignature, toSafeSignature } from "../core/access/safe-signatures.ts";
import { proveOwners, proveStillOwner } from "./prove-owners.ts";

const chainOf = provideTestChain();
const newKey = () => {
  const key = generatePrivateKey();
  return { key, account: privateKeyToAccount(key) };
};
type Key = ReturnType<typeof newKey>;
const hash = keccak256(stringToHex("an act of this vault"));
let salt = 1n;

/** A Safe as its owners make it: the real contract, on the real chain. */
async function createSafe(owners: readonly Address[], threshold: bigint): Promise<Address> {
  const { addresses: at } = chainOf().deployment;
  const setup = encodeFunctionData({
    abi: safeAbi,
    functionName: "setup",
    args: [owners, threshold, zeroAddress, "0x", at.fallbackHandler, zeroAddress, 0n, zeroAddress],
  });
  salt += 1n;
  return chainOf()
    .wallet("deployer")
    .sendForAddress({
      to: at.safeProxyFactory,
      data: encodeFunctionData({
        abi: safeProxyFactoryAbi,
        functionName: "createProxyWithNonce",
        args: [at.safeSingleton, setup, salt],
      }),
    });
}

const signedBy = async ({ key, account }: Key, of: Hex = hash): Promise<OwnerSignature> => ({
  owner: account.address,
  signature: await sign({ hash: of, privateKey: key, to: "hex" }),
});

/** What a Safe that is itself an owner signs, by its own owner: EIP-712 `SafeMessage` of the hash (EIP-1271). */
async function signedByContract(safe: Address, signer: PrivateKeyAccount, of: Hex = hash): Promise<OwnerSignature> {
  const typed = {
    domain: { chainId: chainOf().deployment.chainId, verifyingContract: safe },
    types: { SafeMessage: [{ name: "message", type: "bytes" }] },
    primaryType: "SafeMessage",
    message: { message: of },
  } as const;
  return { owner: safe, signature: await signer.sign({ hash: hashTypedData(typed) }), isContract: true };
}

async function prove(
  safe: Address,
  signatures: Hex,
  {
    proof = "owners" as ActProof,
    isStop = false,
    of = hash,
    remembered = [] as readonly Address[],
    rpcUrls = [chainOf().rpcUrl],
  } = {},
) {
  const noted: (readonly Address[])[] = [];
  const chain = createChain({ rpcUrls, chainId: chainOf().deployment.chainId });
  const deps = {
    chain,
    safe,
    remembered: () => remembered,
    noteOwners: (owners: readonly Address[]) => noted.push(owners),
  };
  const result = await proveOwners({ hash: of, signatures, proof, isStop }, deps);
  return { result: result.ok ? result.value : result.error.code, noted };
}

/** Hands requests on to the real node, and says of any signature that the Safe takes it, and, given one, who its owner is. */
async function startLiar(owner?: Address) {
  let lies = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const text = (await request.toArray()).join("");
      const { id, params } = JSON.parse(text) as { id: number; params: [{ data?: Hex }?] };
      const selector = params[0]?.data?.slice(0, 10);
      const lie =
        owner !== undefined && selector === toFunctionSelector("getOwners()")
          ? encodeFunctionResult({ abi: safeAbi, functionName: "getOwners", result: [owner] })
          : selector === toFunctionSelector("checkNSignatures(address,bytes32,bytes,uint256)")
            ? "0x"
            : undefined;
      if (lie !== undefined) lies += 1;
      const answer = lie === undefined ? await forward(text) : JSON.stringify({ jsonrpc: "2.0", id, result: lie });
      response.setHeader("content-type", "application/json").end(answer);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `http://127.0.0.1:${port}`, lies: () => lies, close };
}

const forward = async (body: string): Promise<string> =>
  (await fetch(chainOf().rpcUrl, { method: "POST", headers: { "content-type": "application/json" }, body })).text();

test("one owner's key: its signature counts, no other does, for no other hash", async () => {
  const [owner, stranger] = [newKey(), newKey()];
  const safe = await createSafe([owner.account.address], 1n);
  const good = joinOwnerSignatures([await signedBy(owner)]);
  expect(await prove(safe, good)).toEqual({ result: [owner.account.address], noted: [[owner.account.address]] });
  expect((await prove(safe, joinOwnerSignatures([await signedBy(stranger)]))).result).toBe("not-an-owner");
  const other = keccak256(stringToHex("another act"));
  expect((await prove(safe, good, { of: other })).result).toBe("not-an-owner");
});

test("two of three: both needed for what is dangerous, in the Safe's order, each once", async () => {
  const [a, b, c, stranger] = [newKey(), newKey(), newKey(), newKey()];
  const owners = [a, b, c].map(({ account }) => account.address);
  const safe = await createSafe(owners, 2n);
  const [ofA, ofB, ofStranger] = [await signedBy(a), await signedBy(b), await signedBy(stranger)];
  const sorted = [a.account.address, b.account.address].toSorted((x, y) =>
    x.toLowerCase() < y.toLowerCase() ? -1 : 1,
  );
  expect((await prove(safe, joinOwnerSignatures([ofB, ofA]))).result).toEqual(sorted);
  expect((await prove(safe, joinOwnerSignatures([ofA]))).result).toBe("too-few-signatures");
  expect((await prove(safe, joinOwnerSignatures([ofA]), { proof: "owner" })).result).toEqual([a.account.address]);
  expect((await prove(safe, concatHex([ofA.signature, ofA.signature]))).result).toBe("not-an-owner");
  const reversed = sorted[0] === a.account.address ? [ofB, ofA] : [ofA, ofB];
  expect((await prove(safe, concatHex(reversed.map(({ signature }) => signature)))).result).toBe("not-an-owner");
  expect((await prove(safe, joinOwnerSignatures([ofA, ofStranger]))).result).toBe("not-an-owner");
});

test("an owner that is a contract (EIP-1271) signs by its own rules, alone and beside a key", async () => {
  const [inner, key, stranger] = [newKey(), newKey(), newKey()];
  const contract = await createSafe([inner.account.address], 1n);
  const safe = await createSafe([contract, key.account.address], 2n);
  const ofContract = await signedByContract(contract, inner.account);
  const ofKey = await signedBy(key);
  const both = await prove(safe, joinOwnerSignatures([ofKey, ofContract]));
  expect(new Set(both.result)).toEqual(new Set([contract, key.account.address]));
  expect((await prove(safe, joinOwnerSignatures([ofContract]), { proof: "owner" })).result).toEqual([contract]);
  const forged = await signedByContract(contract, stranger.account);
  expect((await prove(safe, joinOwnerSignatures([ofKey, forged]))).result).toBe("not-an-owner");
  expect((await prove(safe, joinOwnerSignatures([forged]), { proof: "owner" })).result).toBe("not-an-owner");
  // A contract that is no owner, though it says yes to everything that its own key signs.
  const outside = await createSafe([stranger.account.address], 1n);
  const ofOutside = await signedByContract(outside, stranger.account);
  expect((await prove(safe, joinOwnerSignatures([ofOutside]), { proof: "owner" })).result).toBe("not-an-owner");
});

test("a sign-in message of a key and of a contract, as their wallets sign it", async () => {
  const [inner, key] = [newKey(), newKey()];
  const contract = await createSafe([inner.account.address], 1n);
  const safe = await createSafe([contract, key.account.address], 1n);
  const message = "a sign-in";
  const of = hashMessage(message);
  const plain = await key.account.signMessage({ message });
  const ofKey = await toSafeSignature(key.account.address, of, plain);
  expect((await prove(safe, ofKey, { proof: "owner", of })).result).toEqual([key.account.address]);
  const { signature } = await signedByContract(contract, inner.account, of);
  const ofContract = await toSafeSignature(contract, of, signature);
  expect((await prove(safe, ofContract, { proof: "owner", of })).result).toEqual([contract]);
  // A key's signature in the name of the contract.
  const wrong = await toSafeSignature(contract, of, plain);
  expect((await prove(safe, wrong, { proof: "owner", of })).result).toBe("not-an-owner");
});

test("a hash that an owner approved on chain counts; one that nobody approved does not", async () => {
  const owner = { account: privateKeyToAccount(chainOf().accounts.owner.privateKey) };
  const safe = await createSafe([owner.account.address], 1n);
  const approved = concatHex([pad(owner.account.address, { size: 32 }), pad("0x", { size: 32 }), "0x01"]);
  expect((await prove(safe, approved)).result).toBe("not-an-owner");
  const data = concatHex(["0xd4d9bdcd", hash]);
  await chainOf().wallet("owner").send({ to: safe, data });
  expect((await prove(safe, approved)).result).toEqual([owner.account.address]);
});

test("where there is no Safe nobody is an owner", async () => {
  const { addresses } = chainOf().deployment;
  const owner = newKey();
  const signature = joinOwnerSignatures([await signedBy(owner)]);
  // No code, and a contract that takes any call.
  for (const address of [newKey().account.address, addresses.weth]) {
    expect((await prove(address, signature)).result).toBe("no-safe");
    expect((await prove(address, signature, { proof: "owner", isStop: true })).result).toBe("no-safe");
  }
});

test("a node that lies makes no owner: where endpoints do not agree, nobody is one", async () => {
  const [owner, stranger] = [newKey(), newKey()];
  const safe = await createSafe([owner.account.address], 1n);
  const liar = await startLiar(stranger.account.address);
  try {
    const rpcUrls = [liar.url, chainOf().rpcUrl];
    const lied = await prove(safe, joinOwnerSignatures([await signedBy(stranger)]), { rpcUrls });
    expect(lied).toEqual({ result: "chain-unreachable", noted: [] });
    expect(liar.lies()).toBeGreaterThan(0);
    // Alone it would be believed: that is what a second endpoint is for.
    const alone = await prove(safe, joinOwnerSignatures([await signedBy(stranger)]), { rpcUrls: [liar.url] });
    expect(alone.result).toEqual([stranger.account.address]);
  } finally {
    await liar.close();
  }
});

test("a key's signature is recovered here too: a node that calls it good does not make it an owner's", async () => {
  const [owner, stranger] = [newKey(), newKey()];
  const safe = await createSafe([owner.account.address], 1n);
  const liar = await startLiar();
  try {
    const lied = await prove(safe, joinOwnerSignatures([await signedBy(stranger)]), { rpcUrls: [liar.url] });
    expect(lied.result).toBe("not-an-owner");
  } finally {
    await liar.close();
  }
});

test("while no node answers only a remembered owner's key may stop", async () => {
  const [owner, stranger] = [newKey(), newKey()];
  const down = { rpcUrls: ["http://127.0.0.1:9"], proof: "owner" as const, remembered: [owner.account.address] };
  const good = joinOwnerSignatures([await signedBy(owner)]);
  const safe = newKey().account.address;
  expect((await prove(safe, good, down)).result).toBe("chain-unreachable");
  expect((await prove(safe, good, { ...down, isStop: true })).result).toEqual([owner.account.address]);
  const bad = joinOwnerSignatures([await signedBy(stranger)]);
  expect((await prove(safe, bad, { ...down, isStop: true })).result).toBe("chain-unreachable");
  const asContract = joinOwnerSignatures([{ owner: owner.account.address, signature: bad, isContract: true }]);
  expect((await prove(safe, asContract, { ...down, isStop: true })).result).toBe("chain-unreachable");
});

test("an owner who is removed on chain is none from the next block on", async () => {
  const [stays, goes] = [chainOf().accounts.owner, newKey()];
  const safe = await createSafe([stays.address, goes.account.address], 1n);
  const chain = createChain({ rpcUrls: [chainOf().rpcUrl], chainId: chainOf().deployment.chainId });
  const deps = { chain, safe, remembered: () => [goes.account.address], noteOwners: () => {} };
  expect(await proveStillOwner(goes.account.address, "refuse", deps)).toBeNull();
  const removeOwner = concatHex([
    "0xf8dc5dd9",
    pad(stays.address, { size: 32 }),
    pad(goes.account.address, { size: 32 }),
    pad("0x01", { size: 32 }),
  ]);
  const signature = concatHex([pad(stays.address, { size: 32 }), pad("0x", { size: 32 }), "0x01"]);
  const data = encodeFunctionData({
    abi: safeAbi,
    functionName: "execTransaction",
    args: [safe, 0n, removeOwner, 0, 0n, 0n, 0n, zeroAddress, zeroAddress, signature],
  });
  await chainOf().wallet("owner").send({ to: safe, data });
  expect(await proveStillOwner(goes.account.address, "trust-remembered", deps)).toMatchObject({
    code: "owner-removed",
  });
  const signed = joinOwnerSignatures([await signedBy(goes)]);
  expect((await prove(safe, signed, { proof: "owner" })).result).toBe("not-an-owner");
});
