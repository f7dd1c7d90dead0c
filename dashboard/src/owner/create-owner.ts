import { VaultAddress } from "../../../contracts/ids.ts";
import { err, ok, type Result } from "../../../contracts/result.ts";
import type { ActBody } from "../../../execute/core/act-bodies.ts";
import type { TradingState } from "../../../execute/core/trading-state.ts";
import type { VaultKey } from "../data/vault-key.ts";
import type { ActProblem, ActWords, OwnerControls, SignedIn } from "../host/owner.ts";
import { actByKey, signedOut } from "./act-by-key.ts";
import {
  describeAct,
  describeCoSign,
  describeMessage,
  describeSafeTx,
  describeSignIn,
  exactly,
  signInWords,
} from "./describe-request.ts";
import type { KeptSignIn, SignInKeeper } from "./kept-sign-in.ts";
import { cancelled, type OwnerRequest, type OwnerResult } from "./owner-request.ts";
import type { Site, StepProblem } from "./site.ts";
import type { Answer, VaultApi } from "./vault-api.ts";

export type OwnerDeps = {
  readonly api: VaultApi;
  readonly keeper: SignInKeeper;
  readonly origin: string;
  readonly nowWallMs: () => number;
  readonly waitMs: (ms: number) => Promise<void>;
  /** The vault that the page shows; null where it shows none. */
  readonly site: () => Site | null;
  readonly tradingState: () => TradingState;
  /** Whether the page can read the vault; where not, a sign-in asks the vault for a view. */
  readonly canRead: () => boolean;
  readonly onVaultKey: (key: VaultKey) => void;
};

export type OwnerSnapshot = { readonly signedIn: SignedIn | null; readonly request: OwnerRequest | null };

export type Owner = Pick<OwnerControls, "signIn" | "signOut" | "act" | "sendSafeTx" | "coSign" | "signTypedData"> & {
  readonly read: () => OwnerSnapshot;
  readonly subscribe: (onChange: () => void) => () => void;
  /** Looks whether this browser is signed in to the shown vault. */
  readonly look: () => Promise<void>;
  /** Ends a request with what came of it. One that has ended already stays as it is. */
  readonly settle: (id: number, result: OwnerResult) => void;
};

/** What a view that a sign-in asks for lasts: as long as the sign-in. */
const viewMs = 12 * 3_600_000;

/** What wallets need is loaded when one is asked first. */
const loadFlows = () => import("./flows.ts");

/** Everything that the owner of the shown vault can do, one question at a time. Holds no secret: keys are in the keeper. */
export function createOwner(deps: OwnerDeps): Owner {
  const { keeper, nowWallMs } = deps;
  let snapshot: OwnerSnapshot = { signedIn: null, request: null };
  let resolveRequest: ((result: OwnerResult) => void) | null = null;
  let requests = 0;
  /** The address that was typed last for a vault that is not shown: it is there when it is asked for again. */
  let typedVault = "";
  const takeTyped = (text: string | null): Site | null => {
    typedVault = text ?? "";
    return typedSite(text);
  };
  const listeners = new Set<() => void>();
  const change = (changes: Partial<OwnerSnapshot>): void => {
    snapshot = { ...snapshot, ...changes };
    for (const listener of listeners) listener();
  };
  const settle = (id: number, result: OwnerResult): void => {
    if (snapshot.request?.id !== id) return;
    const resolve = resolveRequest;
    resolveRequest = null;
    change({ request: null });
    resolve?.(result);
  };
  const ask = (request: Omit<OwnerRequest, "id" | "send">): Promise<OwnerResult> => {
    if (snapshot.request !== null) settle(snapshot.request.id, err(cancelled));
    requests += 1;
    const send: OwnerRequest["send"] = async (wallet, signed, onStep) =>
      (await loadFlows()).sendTogether(wallet, signed, deps, onStep);
    change({ request: { ...request, send, id: requests } });
    return new Promise((resolve) => {
      resolveRequest = resolve;
    });
  };

  const look = async (): Promise<void> => {
    const vault = deps.site()?.vault;
    const kept = vault === undefined ? undefined : await keeper.read(vault);
    const isLive = kept !== undefined && kept.expiresAtMs > nowWallMs() + kept.clockAheadMs;
    change({ signedIn: isLive ? { owner: kept.owner, expiresAtMs: kept.expiresAtMs - kept.clockAheadMs } : null });
  };

  const keep = async (kept: KeptSignIn): Promise<Result<unknown, StepProblem>> => {
    await keeper.write(kept);
    change({ signedIn: { owner: kept.owner, expiresAtMs: kept.expiresAtMs - kept.clockAheadMs } });
    if (deps.site()?.vault === kept.vault && deps.canRead()) return ok(kept);
    const body = { expiresAtMs: nowWallMs() + kept.clockAheadMs + viewMs, label: "Page of a sign-in" };
    const granted = await actByKey(kept, { action: "grant-view", body }, deps);
    if (!granted.ok) {
      // Without a view nothing could be done with it: it is as if nobody had signed in.
      await keeper.remove(kept.vault);
      change({ signedIn: null });
      return err(granted.error as StepProblem);
    }
    deps.onVaultKey({ vault: kept.vault, viewToken: String(granted.value.token) });
    return ok(kept);
  };

  /** `site`: where to sign in; null asks the reader for the vault. */
  const signInTo = async (site: Site | null): Promise<boolean> => {
    const asked = await ask({
      words: signInWords,
      lines: describeSignIn(site?.vault ?? null, deps.origin),
      exact: null,
      signer: "wallet",
      typedVault: site === null ? typedVault : null,
      run: async ({ wallet, vault }, onStep) => {
        const chosen = site ?? takeTyped(vault);
        if (wallet === null || chosen === null) return err(noVault);
        const flows = await loadFlows();
        const signed = await flows.signIn(wallet, chosen, deps, onStep);
        return signed.ok ? keep(signed.value) : err(withAdvice(signed.error));
      },
    });
    return asked.ok;
  };
  const signIn = (): Promise<boolean> => signInTo(deps.site());

  const byKey = async (site: Site, action: string, body: unknown): Promise<Result<Answer, ActProblem>> => {
    const answer = await actByKey(site, { action, body }, deps);
    if (answer.ok || answer.error.code !== signedOut.code) return answer;
    change({ signedIn: null });
    return (await signIn()) ? actByKey(site, { action, body }, deps) : err(cancelled);
  };

  /** A Safe is opened before it can be shown: which one is asked with the rest. Then whoever opened it signs in, and sees it. */
  const openSafe = async (body: ActBody<"open">, words: ActWords): Promise<OwnerResult> => {
    let opened: Site | null = null;
    const asked = await ask({
      words,
      lines: describeAct(null, "open"),
      exact: exactly(body),
      signer: "wallet",
      typedVault,
      run: async ({ wallet, vault }, onStep) => {
        opened = takeTyped(vault);
        if (wallet === null || opened === null) return err(noVault);
        return (await loadFlows()).actByWallet(
          wallet,
          opened,
          { action: "open", body },
          { ...deps, needsAll: true },
          onStep,
        );
      },
    });
    if (asked.ok) await signInTo(opened);
    return asked;
  };

  const act: Owner["act"] = async (action, body, words) => {
    const site = deps.site();
    if (site === null && action === "open") {
      return (await openSafe(body as ActBody<"open">, words)) as Result<Answer, ActProblem>;
    }
    if (site === null) return err(noVault);
    const { proofOf } = await import("../../../execute/core/access/act-proofs.ts");
    const proof = proofOf(action, JSON.stringify(body), deps.tradingState());
    const isByKey = proof === "sign-in";
    if (isByKey && snapshot.signedIn === null && !(await signIn())) return err(cancelled);
    if (isByKey && !words.isDangerous) return byKey(site, action, body);
    const shown = { words, lines: describeAct(site, action), exact: exactly(body), typedVault: null };
    const asked = isByKey
      ? ask({ ...shown, signer: "key", run: () => actByKey(site, { action, body }, deps) as RunResult })
      : ask({
          ...shown,
          signer: "wallet",
          run: async ({ wallet }, onStep) =>
            wallet === null
              ? err(noVault)
              : (await loadFlows()).actByWallet(
                  wallet,
                  site,
                  { action, body },
                  { ...deps, needsAll: proof === "owners" },
                  onStep,
                ),
        });
    return (await asked) as Result<Answer, ActProblem>;
  };

  return {
    read: () => snapshot,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    look,
    settle,
    signIn,
    signOut: async () => {
      const site = deps.site();
      const kept = site === null ? undefined : await keeper.read(site.vault);
      if (kept === undefined) return;
      const signInId = kept.caller.replace("sign-in:", "");
      await actByKey(kept, { action: "sign-out", body: { signInId } }, deps);
      // Whether the vault has heard of it or not: nothing more is signed with this key.
      await keeper.remove(kept.vault);
      change({ signedIn: null });
    },
    act,
    sendSafeTx: async (safeTx, words) => {
      const site = deps.site();
      if (site === null) return err(noVault);
      const asked = await ask({
        words,
        lines: describeSafeTx(site, safeTx),
        exact: exactly(safeTx),
        signer: "wallet",
        typedVault: null,
        run: async ({ wallet }, onStep) =>
          wallet === null ? err(noVault) : (await loadFlows()).sendSafeTx(wallet, site, safeTx, deps, onStep),
      });
      return asked as Result<{ readonly transactionHash: string }, ActProblem>;
    },
    coSign: async (text, describe) => {
      const { readCoSignText } = await import("./co-sign/co-sign-text.ts");
      const read = readCoSignText(text);
      if (!read.ok) return err(unfit(read.error));
      const request = read.value;
      const { vault, chainId } = request;
      const shown = deps.site()?.vault;
      if (shown !== undefined && shown !== vault) return err(unfit(otherVault(vault, shown)));
      const site = { vault, chainId, owners: [] };
      const { lines, exact } = describeCoSign(site, request);
      const words = describe(request);
      if (!words.ok) return err(unfit(words.error));
      const asked = await ask({
        ...{ words: words.value, lines, exact, signer: "wallet", typedVault: null },
        run: async ({ wallet }, onStep) =>
          wallet === null ? err(noVault) : (await loadFlows()).coSign(wallet, request, deps, onStep),
      });
      return asked as Result<Answer, ActProblem>;
    },
    signTypedData: async (typedData, words) => {
      const asked = await ask({
        words,
        lines: describeMessage(typedData.message),
        exact: exactly(typedData),
        signer: "wallet",
        typedVault: null,
        run: async ({ wallet }, onStep) =>
          wallet === null ? err(noVault) : (await loadFlows()).signByAnyAccount(wallet, typedData, onStep),
      });
      return asked as Result<{ readonly signature: string; readonly account: string }, ActProblem>;
    },
  };
}

/** The vault of an address that the reader typed; what is not known of it is asked of the wallet. */
function typedSite(text: string | null): Site | null {
  const address = VaultAddress.safeParse(text?.trim().toLowerCase());
  return address.success ? { vault: address.data, chainId: null, owners: [] } : null;
}

/** What the page can add to a refusal of a sign-in. */
const withAdvice = (problem: StepProblem): StepProblem =>
  problem.code === "not-open"
    ? {
        ...problem,
        detail: "This Safe is not open as a vault yet. Open it first: the Vault screen does that, under “A new vault”.",
      }
    : problem;

const unfit = (detail: string): ActProblem => ({ kind: "refused", code: null, detail });
const otherVault = (asked: string, shown: string): string =>
  `This is for the Safe ${asked}, and the page shows ${shown}. Close this vault first, or open that one.`;

type RunResult = ReturnType<OwnerRequest["run"]>;

const noVault: ActProblem & StepProblem = {
  kind: "no-owner",
  code: null,
  detail: "No vault is shown here. Give the address of your Safe: 0x and 40 hexadecimal digits.",
};
