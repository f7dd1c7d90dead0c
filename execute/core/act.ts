import { type Address, type Hex, isHex, keccak256, recoverTypedDataAddress, stringToBytes } from "viem";
import { z } from "zod";
import { BigIntText } from "../../contracts/ids.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import { TimeMs } from "../../contracts/time.ts";
import { Trigger } from "../../contracts/trigger.ts";

const Hex32 = z.custom<Hex>((value) => isHex(value) && value.length === 66, "expected 32 bytes as hex");
const AddressText = z.custom<Address>((value) => isHex(value) && value.length === 42, "expected an address");

/** The body of each act. Amounts in the token's smallest units, times in UTC milliseconds. */
export const actBodies = {
  /** Takes the vault into service. `roles` is the Safe's Roles modifier, which need not be enabled yet. */
  open: z.strictObject({ roles: AddressText }),
  /** Makes a session key and returns the Safe transaction that arms it, for the owner to sign and send. */
  "prepare-session": z.strictObject({
    sell: z.string(),
    buy: z.string(),
    /** The most that the session may sell. */
    allowance: BigIntText,
    /** A swap that brings less than the pool's mean price less this is refused by the chain. */
    lossBpsMax: z.int().min(0).max(10_000),
    /** Chain time after which the role cannot swap. */
    expiresAtMs: TimeMs,
  }),
  /** Reads on chain that the prepared session is armed, and puts it into use. */
  "confirm-session": z.strictObject({ sessionId: z.string() }),
  /** Destroys the key at once and returns the Safe transaction that revokes the role. */
  disarm: z.strictObject({}),
  "put-trigger": z.strictObject({ trigger: Trigger }),
  "set-trigger-enabled": z.strictObject({ triggerId: z.string(), enabled: z.boolean() }),
  /** Returns a token that reads this vault, and can do nothing else, until then (wall clock). */
  "grant-view": z.strictObject({ expiresAtMs: TimeMs }),
} as const;
export type ActName = keyof typeof actBodies;
export type ActBody<Name extends ActName> = z.infer<(typeof actBodies)[Name]>;

/**
 * What changes a vault: signed by an owner of its Safe for this vault, this body, once, and for at most five minutes.
 * `body` is the JSON text whose hash is signed; `nonce` was issued by the vault; `expiresAtMs` is wall clock.
 */
export const Act = z.strictObject({
  action: z.enum(Object.keys(actBodies) as [ActName, ...ActName[]]),
  body: z.string().max(20_000),
  nonce: Hex32,
  expiresAtMs: TimeMs,
  signature: z.custom<Hex>((value) => isHex(value) && value.length === 132, "expected a signature of 65 bytes"),
});
export type Act = z.infer<typeof Act>;

export type ActFault = {
  readonly code:
    | "bad-act"
    | "bad-body"
    | "expired"
    | "expiry-too-far"
    | "unknown-nonce"
    | "not-an-owner"
    | "chain-unreachable"
    | "not-open"
    | "refused";
  readonly message: string;
};

/** An owner's signature is never older than this. */
export const actValidMs = 5 * 60_000;

/** EIP-712 typed data of an act. The domain binds chain and vault: a signature is of no use elsewhere. */
export function actTypedData(input: { chainId: number; vault: Address; act: Omit<Act, "signature"> }) {
  const { action, body, nonce, expiresAtMs } = input.act;
  return {
    domain: { name: "Portent Vault", version: "1", chainId: input.chainId, verifyingContract: input.vault },
    types: {
      Act: [
        { name: "action", type: "string" },
        { name: "bodyHash", type: "bytes32" },
        { name: "nonce", type: "bytes32" },
        { name: "expiresAtMs", type: "uint64" },
      ],
    },
    primaryType: "Act",
    message: { action, bodyHash: keccak256(stringToBytes(body)), nonce, expiresAtMs: BigInt(expiresAtMs) },
  } as const;
}

/** The address that signed an act, or why its form or time is wrong. Whether that is an owner is asked of the chain. */
export async function readActSigner(input: {
  readonly chainId: number;
  readonly vault: Address;
  readonly act: Act;
  readonly nowWallMs: number;
}): Promise<Result<Address, ActFault>> {
  const { act, nowWallMs } = input;
  if (act.expiresAtMs < nowWallMs) return err({ code: "expired", message: "the signature has expired: sign again" });
  if (act.expiresAtMs > nowWallMs + actValidMs) {
    return err({ code: "expiry-too-far", message: "a signature may be valid for five minutes at most" });
  }
  try {
    return ok(await recoverTypedDataAddress({ ...actTypedData(input), signature: act.signature }));
  } catch {
    return err({ code: "bad-act", message: "the signature cannot be read" });
  }
}

/** The parsed body of an act, or what is wrong with it. */
export function readActBody<Name extends ActName>(name: Name, text: string): Result<ActBody<Name>, ActFault> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err({ code: "bad-body", message: "the body is no JSON" });
  }
  const parsed = actBodies[name].safeParse(json);
  if (!parsed.success) return err({ code: "bad-body", message: z.prettifyError(parsed.error) });
  return ok(parsed.data as ActBody<Name>);
}
