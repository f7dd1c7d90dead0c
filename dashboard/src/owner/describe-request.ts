import { formatUtc } from "../../../contracts/time.ts";
import type { SafeTxJson } from "../../../execute/core/safe-tx-json.ts";
import type { ActWords } from "../host/owner.ts";
import type { CoSignRequest } from "./co-sign/co-sign-request.ts";
import type { SignedLine } from "./owner-request.ts";
import type { Site } from "./site.ts";

/** What will be signed, in lines for the reader. */

/** `site` is null where the reader still has to say which vault. */
export const describeAct = (site: Site | null, action: string): readonly SignedLine[] => [
  { label: "Act", value: action },
  ...(site === null ? [] : [{ label: "Vault", value: site.vault }]),
  ...chainLine(site?.chainId ?? null),
  { label: "Good for", value: "once, within five minutes" },
];

export const describeSafeTx = ({ vault, chainId }: Site, tx: SafeTxJson): readonly SignedLine[] => [
  { label: "From your Safe", value: vault },
  ...chainLine(chainId),
  { label: "To", value: tx.to },
  { label: "Kind", value: tx.operation === 0 ? "one call" : "a batch of calls: all of them or none" },
  { label: "Ether", value: tx.value === "0" ? "none" : `${tx.value} wei` },
  { label: "Nonce of the Safe", value: tx.nonce },
];

export const describeSignIn = (vault: string | null, origin: string): readonly SignedLine[] => [
  { label: "Page", value: origin },
  ...(vault === null ? [] : [{ label: "Vault", value: vault }]),
  { label: "Good for", value: "12 hours, in this browser alone" },
];

export const signInWords: ActWords = {
  title: "Sign in",
  sentences: [
    "Your wallet signs a message; nothing is sent to the chain and it costs nothing.",
    "This browser then makes a key of its own that cannot be taken out of it. With it you set triggers, ask for casts, dismiss alerts and stop trading, without the wallet.",
    "The key can never arm, withdraw or raise a limit: for those your wallet is asked each time.",
  ],
  isDangerous: false,
};

/** What another owner has passed on, from its data alone. */
export function describeCoSign(
  site: Site,
  request: CoSignRequest,
): { readonly lines: readonly SignedLine[]; readonly exact: string } {
  if (request.kind === "safe-tx") {
    return { lines: describeSafeTx(site, request.safeTx), exact: exactly(request.safeTx) };
  }
  const { action, body, expiresAtMs } = request.act;
  const until = { label: "Good for", value: `once, until ${formatUtc(expiresAtMs)}` };
  const lines = describeAct(site, action).filter(({ label }) => label !== until.label);
  return { lines: [...lines, until], exact: body };
}

/** A message of EIP-712 data, field by field. */
export const describeMessage = (message: object): readonly SignedLine[] =>
  Object.entries(message).map(([label, value]) => ({
    label,
    value: typeof value === "object" && value !== null ? JSON.stringify(value, bigintsAsText) : String(value),
  }));

export const exactly = (value: unknown): string => JSON.stringify(value, bigintsAsText, 2);

const bigintsAsText = (_key: string, value: unknown): unknown => (typeof value === "bigint" ? value.toString() : value);

const chainLine = (chainId: number | null): readonly SignedLine[] =>
  chainId === null ? [] : [{ label: "Chain", value: String(chainId) }];
