import { privateKeyToAccount } from "viem/accounts";
import { VaultAddress } from "../../../../contracts/ids.ts";
import { type CoSignRequest, hashOf } from "./co-sign-request.ts";

/** Keys that are of no use anywhere: 1, 2 and 3. */
export const [one, two, three] = [1, 2, 3].map((key) =>
  privateKeyToAccount(`0x${key.toString(16).padStart(64, "0")}`),
) as [
  ReturnType<typeof privateKeyToAccount>,
  ReturnType<typeof privateKeyToAccount>,
  ReturnType<typeof privateKeyToAccount>,
];

const zero = `0x${"0".repeat(40)}` as const;
const vault = VaultAddress.parse(`0x${"a".repeat(40)}`);

type Tx = Extract<CoSignRequest, { kind: "safe-tx" }>;
export const txRequest = (change: Partial<Tx["safeTx"]> = {}): Tx => ({
  ...{ kind: "safe-tx", vault, chainId: 31337, signatures: [] },
  safeTx: {
    ...{ to: zero, value: "5", data: "0x", operation: 0, safeTxGas: "0", baseGas: "0", gasPrice: "0", nonce: "3" },
    ...{ gasToken: zero, refundReceiver: zero },
    ...change,
  },
});

export const actRequest = (action = "withdraw", body: unknown = {}, expiresAtMs = 1_000): CoSignRequest => ({
  ...{ kind: "act", vault, chainId: 31337, signatures: [] },
  act: { action: action as "withdraw", body: JSON.stringify(body), nonce: `0x${"1".repeat(64)}`, expiresAtMs },
});

/** Signed by these, in this order. */
export async function signedBy(request: CoSignRequest, ...signers: readonly (typeof one)[]): Promise<CoSignRequest> {
  const hash = hashOf(request);
  const signatures = await Promise.all(signers.map((signer) => signer.sign({ hash })));
  return { ...request, signatures: [...request.signatures, ...signatures] };
}
