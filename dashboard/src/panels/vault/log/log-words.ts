import type { AuditEntry } from "../../../../../contracts/vault-view.ts";
import { shortHex } from "../../../format/short-hex.ts";

/** What a line of the log tells, in words. Names are those of the vault; one of a later version is told as it is. */
const words: Readonly<Record<string, string>> = {
  open: "Opened as a vault",
  "prepare-session": "Keys made",
  "confirm-session": "Session armed",
  "rotate-session": "New keys made in the place of the old ones",
  "void-prepared": "Prepared keys voided",
  disarm: "Disarmed",
  "put-trigger": "Trigger set",
  "remove-trigger": "Trigger removed",
  "set-trigger-enabled": "Trigger switched",
  "grant-view": "Link made that reads",
  "sign-in": "Signed in",
  "revoke-view": "Link revoked",
  "sign-out": "Signed out",
  "grant-agent": "Agent granted access",
  "revoke-agent": "Agent's grant ended",
  "approve-request": "Agent's request approved",
  "deny-request": "Agent's request denied",
  request: "Agent asks",
  "request-cast": "Cast asked for",
  "cancel-cast": "Cast taken back",
  undo: "Cast undone",
  "dismiss-alert": "Alert dismissed",
  "emergency-close": "Emergency close",
  "set-trading-state": "What is cast was set",
  "trading-state": "What is cast changed",
  "set-limits": "Limits set",
  "put-rule": "Rule set",
  "remove-rule": "Rule removed",
  rule: "Rule fired",
  withdraw: "Withdrawal written",
  cast: "Cast",
  fire: "Fire",
  reconcile: "Difference found",
  endpoint: "Endpoint of the chain",
  compare: "Registry compared",
  owners: "Owners of the Safe changed",
  proof: "Proofs refused",
};

const groups = {
  owners: {
    label: "what people and agents did",
    acts: new Set([
      ...[
        "open",
        "put-trigger",
        "remove-trigger",
        "set-trigger-enabled",
        "grant-view",
        "revoke-view",
        "sign-in",
        "sign-out",
      ],
      ...["grant-agent", "revoke-agent", "approve-request", "deny-request", "request", "request-cast", "cancel-cast"],
      ...["undo", "dismiss-alert", "emergency-close", "set-trading-state", "set-limits", "put-rule", "remove-rule"],
      ...["withdraw", "prepare-session", "confirm-session", "rotate-session", "void-prepared", "disarm"],
    ]),
  },
  keys: {
    label: "keys",
    acts: new Set([
      "prepare-session",
      "confirm-session",
      "rotate-session",
      "void-prepared",
      "disarm",
      "open",
      "owners",
    ]),
  },
  casts: {
    label: "fires and casts",
    acts: new Set(["cast", "fire", "rule", "request-cast", "cancel-cast", "undo", "emergency-close"]),
  },
  refused: { label: "what was refused", acts: new Set(["proof"]) },
} as const;

export const logChoices: readonly (readonly [value: string, label: string])[] = [
  ["", "everything"],
  ...Object.entries(groups).map(([value, { label }]) => [value, label] as const),
];

/** Addresses, hashes and ids as people compare them. */
export const shortenHexes = (text: string): string =>
  text.replace(/0x[0-9a-fA-F]{40,64}\b|\b[0-9a-f]{32}\b/g, (hex) => shortHex(hex));

export const describeEntry = ({ act }: Pick<AuditEntry, "act">): string => words[act] ?? act;

/** Lines of a group whose words hold what was typed. Refusals of acts are among what was refused, whatever the act. */
export function filterLog(entries: readonly AuditEntry[], group: string, typed: string): readonly AuditEntry[] {
  const wanted = typed.trim().toLowerCase();
  const isWanted = (entry: AuditEntry) =>
    wanted === "" ||
    `${entry.act} ${describeEntry(entry)} ${entry.actor} ${entry.detail}`.toLowerCase().includes(wanted);
  if (!Object.hasOwn(groups, group)) return entries.filter(isWanted);
  const { acts } = groups[group as keyof typeof groups];
  const isOfGroup = ({ act, detail }: AuditEntry) =>
    acts.has(act) || (group === "refused" && /\brefused\b/i.test(detail));
  return entries.filter((entry) => isOfGroup(entry) && isWanted(entry));
}

/** Lines of the view and those that were read beyond it, each once, the newest first. */
export function mergeLog(inView: readonly AuditEntry[], older: readonly AuditEntry[]): readonly AuditEntry[] {
  const known = new Map([...older, ...inView].map((entry) => [entry.seq, entry]));
  return [...known.values()].toSorted((a, b) => (BigInt(a.seq) < BigInt(b.seq) ? 1 : -1));
}
