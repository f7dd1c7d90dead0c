import { Secp256k1, Signature } from "ox";
import {
  type AbiFunction,
  type Address,
  decodeFunctionData,
  encodeFunctionResult,
  type Hex,
  keccak256,
  numberToHex,
  parseEther,
  parseTransaction,
  size,
  slice,
  stringToBytes,
} from "viem";
import { castGuardAbi, erc20Abi, poolAbi, rolesAbi, safeAbi } from "./core/abis.ts";
import type { ChainSettings } from "./core/chain-settings.ts";
import { parseDecimal, sqrtX96FromPrice } from "./core/pool-price.ts";

type Balances = { readonly weth: bigint; readonly usdc: bigint };
type Mined = { readonly number: number; readonly hash: Hex; readonly timestamp: number; readonly balances: Balances };

const viewAbi = [...castGuardAbi, ...safeAbi, ...rolesAbi, ...erc20Abi, ...poolAbi] as const;
const priceUsd = 2_700;

/** Every contract of this node has the same code, and the modifier is a small proxy; the test Worker's settings pin both. */
export const testRoles: Address = `0x${"e".repeat(40)}`;
const testCode: Hex = "0x60";
const testRolesCode: Hex = `0x363d3d373d3d3d363d73${"b".repeat(40)}5af43d82803e903d91602b57fd5bf3`;
const isSameAddress = (a: unknown, b: Address): boolean => String(a).toLowerCase() === b;

/** A transaction of the lane, and the cast that it carries: its id is the salt before the signature. */
type Sent = { readonly nonce: number; readonly castId: Hex | null };
const readCastId = (data: Hex): Hex | null => (data === "0x" ? null : `0x${data.slice(-97 * 2, -65 * 2)}`);

/** What becomes of the next send: lost on its way, taken in with the answer lost, or answered. */
export type SendFate = "answered" | "lost" | "answer-lost";

/**
 * A node for tests in workerd, where no real one can run: one vault with 10 WETH, armed, and a pool at 2700. Every
 * transaction sells half of the WETH. Blocks are mined here and nowhere else; two blocks later they are final.
 */
export class TestNode {
  readonly settings: ChainSettings;
  /** The Safe, in lower case, and who owns it. */
  readonly vault: Address;
  readonly owner: Address;
  /** What was asked, in order: methods, and of `eth_call` the function. */
  readonly asked: string[] = [];
  readonly sentBytes: Hex[] = [];
  isDown = false as boolean;
  /** False: at the vault's address there is no contract. */
  hasSafe = true as boolean;
  weiInLane = parseEther("1");
  fate: SendFate = "answered";
  /** Of every contract but the modifier. */
  code: Hex = testCode;
  modules: Address[] = [];
  /** Of the Safe. */
  owners: Address[];
  /** Signatures that the Safe asks for. */
  threshold = 1n;
  /** Run before a request takes effect, and before its answer leaves: places to wait at, or to die at. */
  beforeEffect: (asked: string) => Promise<void> = async () => {};
  beforeAnswer: (asked: string) => Promise<void> = async () => {};
  readonly blocks: Mined[] = [];
  readonly #pool = new Map<Hex, Sent>();
  readonly #mined = new Map<Hex, Sent & { readonly block: number }>();
  #blocksMade = 0;

  constructor(input: {
    readonly settings: ChainSettings;
    readonly vault: Address;
    readonly owner: Address;
    readonly startMs: number;
  }) {
    this.settings = input.settings;
    this.vault = input.vault;
    this.owner = input.owner;
    this.owners = [input.owner];
    const balances = { weth: parseEther("10"), usdc: 0n };
    for (const number of [0, 1, 2]) this.#addBlock(input.startMs / 1_000 - 2 + number, balances);
  }

  get timeMs(): number {
    return this.#head.timestamp * 1_000;
  }

  /** How many casts stand in the chain. */
  get executions(): number {
    return [...this.#mined.values()].filter(({ castId }) => castId !== null).length;
  }

  /** Mines what waits, in the order of nonces; a gap or a used nonce keeps a transaction waiting. */
  mine(seconds = 1): void {
    let { balances } = this.#head;
    const number = this.blocks.length;
    for (const [hash, sent] of [...this.#pool].sort(([, a], [, b]) => a.nonce - b.nonce)) {
      if (sent.nonce !== this.#mined.size) continue;
      this.#pool.delete(hash);
      this.#mined.set(hash, { ...sent, block: number });
      if (sent.castId === null) continue;
      const sold = balances.weth / 2n;
      balances = { weth: balances.weth - sold, usdc: balances.usdc + (sold * 2_690n) / 10n ** 12n };
    }
    this.#addBlock(this.#head.timestamp + seconds, balances);
  }

  /** Replaces the newest block by an empty one; what was in it is nowhere. */
  reorganise(): void {
    const gone = this.blocks.pop();
    for (const [hash, { block }] of this.#mined) if (block === gone?.number) this.#mined.delete(hash);
    this.#addBlock(this.#head.timestamp + 1, this.#head.balances);
  }

  dropPool(): void {
    this.#pool.clear();
  }

  readonly fetch = async (_input: unknown, init?: RequestInit): Promise<Response> => {
    const { id, method, params } = JSON.parse(String(init?.body)) as { id: number; method: string; params: unknown[] };
    const asked = method === "eth_call" ? readFunctionName(params[0] as { data: Hex }) : method;
    this.asked.push(asked);
    await this.beforeEffect(asked);
    const answer = this.#respond(id, method, params);
    await this.beforeAnswer(asked);
    return answer;
  };

  #respond(id: number, method: string, params: readonly unknown[]): Response {
    if (this.isDown) return new Response("down", { status: 503 });
    try {
      return Response.json({ jsonrpc: "2.0", id, result: this.#answer(method, params) });
    } catch (cause) {
      if (cause === answerLost) return new Response("gateway", { status: 502 });
      return Response.json({ jsonrpc: "2.0", id, error: { code: -32_000, message: (cause as Error).message } });
    }
  }

  get #head(): Mined {
    const head = this.blocks.at(-1);
    if (head === undefined) throw new Error("there is a first block");
    return head;
  }

  #addBlock(timestamp: number, balances: Balances): void {
    this.#blocksMade += 1;
    const hash = keccak256(stringToBytes(`block ${this.#blocksMade}`));
    this.blocks.push({ number: this.blocks.length, timestamp, balances, hash });
  }

  #blockAt(at: unknown): Mined | undefined {
    if (at === "latest") return this.#head;
    return this.blocks[at === "finalized" ? this.#head.number - 2 : Number(at)];
  }

  #answer(method: string, params: readonly unknown[]): unknown {
    const [first, second] = params;
    switch (method) {
      case "eth_chainId":
        return numberToHex(this.settings.chainId);
      case "eth_blockNumber":
        return numberToHex(this.#head.number);
      case "eth_getBlockByNumber":
        return this.#describeBlock(this.#blockAt(first));
      case "eth_call":
        return this.#call(first as { to: Address; data: Hex }, this.#blockAt(second) ?? this.#head);
      case "eth_getCode":
        return isSameAddress(first, testRoles) ? testRolesCode : this.code;
      case "eth_getStorageAt":
        return `0x${"0".repeat(24)}${"b".repeat(40)}`;
      case "eth_getTransactionCount":
        return numberToHex(this.#minedUpTo(this.#blockAt(second) ?? this.#head).length);
      case "eth_feeHistory":
        return { oldestBlock: "0x0", baseFeePerGas: ["0x1", "0x1"] };
      case "eth_getBalance":
        return numberToHex(this.weiInLane);
      case "eth_estimateGas":
        return "0x50000";
      case "eth_sendRawTransaction":
        return this.#send(first as Hex);
      case "eth_getTransactionReceipt":
        return this.#receipt(first as Hex);
      case "eth_getTransactionByHash": {
        const sent = this.#pool.get(first as Hex);
        if (sent === undefined) return null;
        return { hash: first, nonce: numberToHex(sent.nonce), blockHash: null, blockNumber: null };
      }
      default:
        throw new Error(`Method not found: ${method}`);
    }
  }

  #describeBlock(block: Mined | undefined) {
    if (block === undefined) return null;
    const [number, timestamp] = [numberToHex(block.number), numberToHex(block.timestamp)];
    return { number, timestamp, hash: block.hash, parentHash: block.hash, baseFeePerGas: "0x1", gasLimit: "0x1c9c380" };
  }

  #send(bytes: Hex): Hex {
    const fate = this.fate;
    this.sentBytes.push(bytes);
    if (fate === "lost") throw answerLost;
    const hash = keccak256(bytes);
    const { nonce = 0, data = "0x" } = parseTransaction(bytes);
    if (this.#pool.has(hash)) throw new Error("already known");
    if (nonce < this.#mined.size) throw new Error("nonce too low");
    for (const [other, sent] of this.#pool) if (sent.nonce === nonce) this.#pool.delete(other);
    this.#pool.set(hash, { nonce, castId: readCastId(data) });
    if (fate === "answer-lost") throw answerLost;
    return hash;
  }

  #receipt(hash: Hex) {
    const block = this.blocks[this.#mined.get(hash)?.block ?? -1];
    if (block === undefined) return null;
    return {
      transactionHash: hash,
      blockHash: block.hash,
      blockNumber: numberToHex(block.number),
      status: "0x1",
      gasUsed: "0x1",
      effectiveGasPrice: "0x1",
      logs: [],
    };
  }

  #minedUpTo({ number }: Mined): readonly Sent[] {
    return [...this.#mined.values()].filter(({ block }) => block <= number);
  }

  #call({ to, data }: { to: Address; data: Hex }, at: Mined): Hex {
    const { balances } = at;
    const { functionName, args = [] } = decodeFunctionData({ abi: viewAbi, data });
    const encode = (result: unknown): Hex =>
      encodeFunctionResult({ abi: viewAbi as readonly AbiFunction[], functionName, result } as never);
    switch (functionName) {
      case "getOwners":
        // A vault of an earlier test may still ask: its Safe is not here.
        return this.hasSafe && to.toLowerCase() === this.vault ? encode(this.owners) : "0x";
      case "checkNSignatures":
        this.#checkSignatures(args[1] as Hex, args[2] as Hex, Number(args[3]));
        return "0x";
      case "getThreshold":
        return encode(this.threshold);
      case "avatar":
      case "target":
        return isSameAddress(to, testRoles) ? encode(this.vault) : "0x";
      case "nonce":
        return encode(0n);
      case "isModuleEnabled":
        return encode(to.toLowerCase() === this.vault || this.modules.includes(args[0] as Address));
      case "getModulesPaginated":
        return encode([this.modules, "0x0000000000000000000000000000000000000001"]);
      case "allowances":
        return encode([0n, 0n, 0n, parseEther("6"), 0n]);
      case "balanceOf":
        return encode(
          to.toLowerCase() === this.settings.tokens[0]?.address.toLowerCase() ? balances.weth : balances.usdc,
        );
      case "slot0":
        return encode([sqrtPriceX96, tick, 0, 100, 100, 0, true]);
      case "observe":
        return encode([
          [0n, BigInt(tick) * 300n],
          [0n, 0n],
        ]);
      case "liquidity":
        return encode(1n);
      case "claimed":
        return encode(this.#minedUpTo(at).some(({ castId }) => castId === args[1]));
      case "execTransactionWithRoleReturnData":
        return encode([true, "0x"]);
      default:
        throw new Error(`the test's node knows no ${functionName}`);
    }
  }

  /** As the Safe does for keys: each recovered, an owner, in ascending order. */
  #checkSignatures(hash: Hex, signatures: Hex, required: number): void {
    let last = "";
    for (let index = 0; index < required; index += 1) {
      if (size(signatures) < (index + 1) * 65) throw new Error("execution reverted: GS020");
      const signer = recoverSigner(hash, slice(signatures, index * 65, (index + 1) * 65));
      const isOwner = this.owners.some((owner) => owner.toLowerCase() === signer);
      if (!isOwner || signer <= last) throw new Error("execution reverted: GS026");
      last = signer;
    }
  }
}

function recoverSigner(payload: Hex, signature: Hex): string {
  try {
    return Secp256k1.recoverAddress({ payload, signature: Signature.fromHex(signature) });
  } catch {
    return "";
  }
}

const readFunctionName = ({ data }: { readonly data: Hex }): string =>
  decodeFunctionData({ abi: viewAbi, data }).functionName;
const answerLost = new Error("the answer is lost");
const sqrtPriceX96 = sqrtX96FromPrice(parseDecimal(String(priceUsd)), {
  baseIsToken0: true,
  baseDecimals: 18,
  quoteDecimals: 6,
});
const tick = Math.round(Math.log(priceUsd * 1e-12) / Math.log(1.0001));
