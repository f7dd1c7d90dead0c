import type { TradingStateView, VaultAlert } from "../../../../../contracts/vault-view.ts";
import { shortHex } from "../../../format/short-hex.ts";
import type { ActWords } from "../../../host/owner.ts";

const say = (title: string, ...sentences: readonly string[]): ActWords => ({ title, sentences, isDangerous: false });
const warn = (title: string, ...sentences: readonly string[]): ActWords => ({ title, sentences, isDangerous: true });

type State = TradingStateView["state"];

export const tradingWords: Readonly<Record<State, { label: string; meaning: string }>> = {
  ACTIVE: { label: "Everything", meaning: "Everything that the keys allow is cast." },
  REDUCING: { label: "Exits only", meaning: "Only what reduces what is at risk is cast." },
  HALTED: { label: "Nothing", meaning: "Nothing is cast but an emergency close." },
};

const strictness: readonly State[] = ["ACTIVE", "REDUCING", "HALTED"];

export const isLooser = (wanted: State, now: State): boolean => strictness.indexOf(wanted) < strictness.indexOf(now);

export function tradingStateAct(wanted: State, now: State, reason: string): ActWords {
  const { label, meaning } = tradingWords[wanted];
  const title = `Set what is cast: ${label.toLowerCase()}`;
  const because = `The reason that is shown: ${reason}.`;
  if (!isLooser(wanted, now)) return say(title, meaning, because);
  return warn(
    title,
    meaning,
    because,
    "This loosens the vault: as many owners sign as the Safe asks for.",
    "What waits and is still fresh may be cast at once.",
  );
}

export const limitsAct = (ether: string, castsPerDay: number): ActWords =>
  warn(
    "Set the limits of a day",
    `Each lane may spend at most ${ether} ETH on gas in 24 hours. Beyond that what protects waits, an emergency close too, and any other cast is refused.`,
    `At most ${castsPerDay} casts in 24 hours. Beyond that a cast is refused, unless it protects.`,
  );

export const prepareAct = (sentences: readonly string[], until: string): ActWords =>
  warn(
    "Make the keys of a session",
    ...sentences,
    `All of it ends ${until} by the chain's clock.`,
    "The keys are made inside the vault and never leave it. They can do nothing until you sign the Safe transaction that comes next.",
  );

export const armTx = (words: readonly string[]): ActWords =>
  warn(
    "Arm the session",
    ...words,
    "Your wallet signs one transaction of your Safe and sends it; it pays the gas. Keys that are armed now lose their roles in it.",
  );

export const confirmAct = (): ActWords =>
  say(
    "Put the session into use",
    "The vault reads on the chain that the roles are there. From then on it casts with the new keys.",
  );

export const rotateAct = (until: string): ActWords =>
  warn(
    "Put new keys in the place of the old ones",
    `The new session ends ${until} by the chain's clock.`,
    "What is left of each allowance goes on; nothing is filled again.",
    "The present keys go on until you sign and send the Safe transaction that comes next.",
  );

export const disarmAct = (): ActWords =>
  warn(
    "Disarm",
    "Both keys are destroyed at once: nothing is cast any more, not even a protection.",
    "What is on its way to the chain already can still be mined.",
    "Afterwards your wallet is asked for the Safe transaction that ends their roles on the chain.",
  );

export const disarmTx = (words: readonly string[]): ActWords =>
  warn("End the roles on the chain", ...words, "Your wallet signs one transaction of your Safe and sends it.");

export const voidAct = (): ActWords =>
  warn(
    "Void the prepared keys",
    "The prepared keys are destroyed. A session that is armed now goes on.",
    "Where the arming may have been signed already, your wallet is then asked for a Safe transaction that uses its number up.",
  );

export const voidTx = (): ActWords =>
  warn(
    "Use up the number of the arming",
    "A transaction of your Safe that moves nothing. After it, the arming that was signed can never be sent.",
  );

export const withdrawAct = (amount: string, symbol: string, to: string): ActWords =>
  warn(
    `Withdraw ${amount} ${symbol}`,
    `${amount} ${symbol} go from your Safe to ${to}.`,
    "The vault writes the transaction and cannot send it. Your wallet signs and sends it in the next step.",
  );

export const withdrawTx = (amount: string, symbol: string, to: string): ActWords =>
  warn(
    `Send ${amount} ${symbol}`,
    `${amount} ${symbol} go from your Safe to ${to}.`,
    "It cannot be taken back. Where casts count on this money, they will be refused.",
  );

export const closeAct = (hasEmergencyKey: boolean): ActWords =>
  warn(
    "Close everything now",
    "Orders are taken back, loans are repaid, and what the key may sell is sold for the dollar token, at the prices of this moment.",
    hasEmergencyKey
      ? "The session key is destroyed before anything is sent; the emergency key does the closing in a lane of its own."
      : "There is no emergency key that can do it: the session key does the closing and is destroyed when it is done.",
    "It is done whatever the trading state says. It cannot be taken back.",
  );

export const dismissAct = ({ message }: Pick<VaultAlert, "message">): ActWords =>
  say("Take the alert off the list", message, "It comes back where its cause goes on.");

export const cancelAct = (spell: string): ActWords =>
  warn(
    `Cancel the cast of ${spell}`,
    "What is not in a block yet is not sent any more.",
    "It may be mined all the same where it is on its way already; what was mined is the truth.",
  );

export const undoAct = (spell: string): ActWords =>
  warn(
    `Take back what ${spell} did`,
    "Another cast does the contrary, at the prices of this moment, which may be worse.",
    "Where the spell cannot be taken back the vault says so, and nothing is done.",
  );

export const grantViewAct = (until: string): ActWords =>
  say(
    "Make a link that reads this vault",
    "Whoever has the link sees balances, positions, triggers and casts, and can change nothing.",
    `It ends ${until}. Under "Who has access" it can be revoked before.`,
  );

/** What people call a link: its id where it has no name. */
export const viewName = (id: string, label: string | null): string => label ?? `the link ${id.slice(0, 8)}`;

export const revokeViewAct = (name: string): ActWords =>
  warn(
    `Revoke ${name}`,
    "Whoever reads the vault by it reads nothing more from now on; what they have seen and copied they keep.",
    "It cannot be undone: who is to read again needs a new link. If this page reads by it, sign in to go on.",
  );

export const signOutAct = (owner: string, origin: string): ActWords =>
  say("End a sign-in", `${shortHex(owner)}, signed in at ${origin}, has to sign in again.`);

export const revokeAgentAct = (name: string): ActWords =>
  warn(
    `End the grant of ${name}`,
    "It can do nothing more. What it asked for and nobody has decided falls.",
    "Triggers that it set stay.",
  );

/** `asked`: to be read after "asks". */
export const approveAct = (name: string, asked: string): ActWords =>
  warn(`Let ${name} do this`, `${name} asks ${asked}.`, "The vault does it once, in the agent's name.");

export const denyAct = (name: string, asked: string): ActWords =>
  say(`Refuse ${name}`, `${name} asks ${asked}. It is not done; the agent may ask again.`);

export const removeRuleAct = (name: string, closes: boolean): ActWords =>
  warn(
    `Remove the rule ${name}`,
    closes ? "It would have closed the whole vault: that protection ends." : "It does not fire any more.",
  );

export const openAct = (roles: string): ActWords =>
  warn(
    "Open this Safe as a vault",
    `The vault acts through the Roles modifier ${roles}, once the chain shows that it acts for this Safe and for no other.`,
    "No key is made by this, and nothing can be cast.",
  );
