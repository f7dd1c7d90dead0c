import { type Address, getAddress, isAddress } from "viem";
import { z } from "zod";
import { err, ok, type Result } from "../../../contracts/result.ts";
import { askWallet, type WalletProblem } from "./ask-wallet.ts";
import type { Site, StepProblem } from "./site.ts";
import type { Wallet } from "./wallet.ts";

export type Connected = { readonly wallet: Wallet; readonly account: Address; readonly chainId: number };

const Accounts = z.array(z.string().refine((text) => isAddress(text, { strict: false })));
const HexNumber = z.string().regex(/^0x[0-9a-fA-F]{1,13}$/);

/** The account of a wallet that may act here: an owner, on the vault's chain. What is not known of the vault is not asked. */
export async function connectWallet(
  wallet: Wallet,
  site: Pick<Site, "chainId" | "owners">,
): Promise<Result<Connected, StepProblem>> {
  const accounts = await askWallet(wallet, "eth_requestAccounts", [], Accounts);
  if (!accounts.ok) return err(toStepProblem(accounts.error));
  const { owners } = site;
  const account = accounts.value.find((one) => owners.length === 0 || owners.includes(one.toLowerCase()));
  if (account === undefined) return err(noOwner(wallet, accounts.value, owners));
  const chain = await askWallet(wallet, "eth_chainId", [], HexNumber);
  if (!chain.ok) return err(toStepProblem(chain.error));
  const chainId = Number(chain.value);
  const elsewhere = findWrongNetwork(wallet, chainId, site.chainId);
  return elsewhere === null ? ok({ wallet, account: getAddress(account), chainId }) : err(elsewhere);
}

/** Null where the wallet is on the vault's chain, or where nobody knows which that is. */
export function findWrongNetwork(
  wallet: Wallet,
  chainId: number,
  wantedChainId: number | null | undefined,
): StepProblem | null {
  if (wantedChainId == null || chainId === wantedChainId) return null;
  const detail = `${wallet.name} is on chain ${chainId}; this vault is on chain ${wantedChainId}.`;
  return { kind: "wrong-network", code: null, detail, wantedChainId };
}

/** Asks the wallet to change its network. */
export async function switchNetwork(wallet: Wallet, chainId: number): Promise<StepProblem | null> {
  const params = [{ chainId: `0x${chainId.toString(16)}` }];
  const switched = await askWallet(wallet, "wallet_switchEthereumChain", params, z.unknown());
  return switched.ok ? null : toStepProblem(switched.error);
}

export const toStepProblem = ({ detail }: WalletProblem): StepProblem => ({ kind: "no-owner", code: null, detail });

function noOwner(wallet: Wallet, accounts: readonly string[], owners: readonly string[]): StepProblem {
  const shown = accounts.length === 0 ? "no account" : accounts.map((one) => short(one)).join(", ");
  const detail = `${wallet.name} shows ${shown}, which owns nothing here. This vault's owners: ${owners.map(short).join(", ")}. Choose one of them in the wallet, then try again.`;
  return { kind: "no-owner", code: null, detail };
}

const short = (address: string): string => `${address.slice(0, 6)}…${address.slice(-4)}`;
