import { type Address, bytesToHex, type Hex } from "viem";
import type { Outbox } from "../../actors/core/outbox.ts";
import type { ActorState } from "../../actors/core/state.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import { type IssuedNonce, proofMs, type SignInAnswer, signInMs } from "../../contracts/signed-request.ts";
import type { ActAnswer, Caller } from "../acts/act-deps.ts";
import { isStop, proofOf } from "../core/access/act-proofs.ts";
import { readSigners } from "../core/access/safe-signatures.ts";
import { Act, type ActFault, checkExpiry, fault, hashAct } from "../core/act.ts";
import { hashToken } from "../records/access-records.ts";
import type { RefusalRecords } from "../records/refusal-records.ts";
import { ActRunner, type ActRunnerDeps } from "./act-runner.ts";
import { hashParts } from "./hash-parts.ts";
import { OwnersBook } from "./owners-book.ts";
import { type OwnersDeps, proveOwners } from "./prove-owners.ts";
import { proveSignIn } from "./prove-sign-in.ts";
import { type Drawer, RateLimiter } from "./rate-limiter.ts";
import { RefusalCounter } from "./refusal-counter.ts";
import { RequestGate } from "./request-gate.ts";

export type FortressDeps = Omit<ActRunnerDeps, "setRoles" | "refused"> & {
  readonly vault: () => string;
  /** Pages that may sign owners in. */
  readonly origins: readonly string[];
  readonly state: Pick<ActorState, "get" | "set">;
  readonly outbox: Pick<Outbox, "add">;
  readonly refusals: RefusalRecords;
};

type Answer<T = ActAnswer> = Promise<Result<T, ActFault>>;

/**
 * Who may do what to one vault. It takes nobody's word, the edge Worker's least of all: owners are those that the chain
 * names, signatures are checked by the Safe itself, requests carry a signature of a key that an owner named. `from` is the
 * edge's word for whoever sends it, and only keeps strangers from using up each other's rate.
 */
export class Fortress {
  readonly #deps: FortressDeps;
  readonly #limits: RateLimiter;
  readonly #refused: RefusalCounter;
  readonly #book: OwnersBook;
  readonly #runner: ActRunner;
  readonly #gate: RequestGate;

  constructor(deps: FortressDeps) {
    this.#deps = deps;
    const limits = new RateLimiter(deps.nowWallMs);
    const refused = new RefusalCounter(deps.refusals, deps.nowWallMs);
    const book = new OwnersBook({ ...deps, isOpen: () => deps.roles() !== undefined });
    const setRoles = (roles: Address) => {
      deps.state.set("roles", roles);
      book.enlist();
    };
    const runner = new ActRunner({ ...deps, refused, setRoles });
    this.#gate = new RequestGate({ ...deps, limits, refused, runner, owners: () => this.#owners() });
    [this.#limits, this.#refused, this.#book, this.#runner] = [limits, refused, book, runner];
  }

  async issueNonce(from: unknown): Answer<IssuedNonce> {
    const limited = this.#limit(stranger(from));
    if (limited !== null) return this.#refuse(limited);
    const expiresAtMs = this.#deps.nowWallMs() + proofMs;
    const nonce = await this.#deps.access.issueNonce(expiresAtMs);
    return ok({ nonce, expiresAtMs, chainId: this.#deps.settings.chainId });
  }

  /** Performs what owners signed afresh. */
  async act(input: unknown, from: unknown): Answer {
    const parsed = Act.safeParse(input);
    if (!parsed.success) return this.#refuse(fault("bad-act", parsed.error.issues[0]?.message ?? "malformed"));
    const act = parsed.data;
    const { action, body, nonce, signature } = act;
    const { access, nowWallMs, settings, safe, tradingState } = this.#deps;
    const expiry = checkExpiry(act.expiresAtMs, nowWallMs());
    if (expiry !== null) return this.#refuse(expiry);
    const hash = hashAct({ chainId: settings.chainId, vault: safe(), act });
    const limited = this.#limit(await this.#drawerOf(hash, signature, from));
    if (limited !== null) return this.#refuse(limited);
    const proof = proofOf(action, body, tradingState()) === "owners" ? "owners" : "owner";
    const owners = await proveOwners(
      { hash, signatures: signature, proof, isStop: isStop(action, body) },
      this.#owners(),
    );
    if (!owners.ok) return this.#refuse(owners.error);
    const [owner] = owners.value;
    if (owner === undefined || !(await access.consumeNonce(nonce, nowWallMs()))) {
      return this.#refuse(fault("unknown-nonce", "ask this vault for a nonce; each is good for one act"));
    }
    const caller: Caller = { kind: "owners", owner, owners: owners.value };
    const requestId = await hashParts("act", this.#deps.vault(), nonce.toLowerCase());
    return this.#runner.run({ caller, requestId, action, body, proof });
  }

  /**
   * Takes the key that an owner's EIP-4361 message names: its requests count as the owner's for twelve hours. Not before the vault is
   * open: nothing could be done with it.
   */
  async signIn(input: unknown, from: unknown): Answer<SignInAnswer> {
    const { vault, settings, origins, nowWallMs, access, signIns, audit, roles, commit, onChanged } = this.#deps;
    const proved = await proveSignIn(input, {
      vault: vault(),
      chainId: settings.chainId,
      origins,
      owners: this.#owners(),
      nowWallMs,
      limit: async (hash, signatures) => this.#limit(await this.#drawerOf(hash, signatures, from)),
      consumeNonce: (nonce) => access.consumeNonce(nonce, nowWallMs()),
    });
    if (!proved.ok) return this.#refuse(proved.error);
    if (roles() === undefined) return this.#refuse(fault("not-open", "no Roles modifier is known for it"));
    const { owner, origin, key } = proved.value;
    const id = bytesToHex(crypto.getRandomValues(new Uint8Array(16))).slice(2);
    const createdWallMs = nowWallMs();
    const expiresWallMs = createdWallMs + signInMs;
    commit(() => {
      signIns.add({ id, owner, origin, key, createdWallMs, expiresWallMs });
      audit.add({ atWallMs: createdWallMs, act: "sign-in", actor: owner, detail: `from ${origin}` });
      onChanged(false);
    });
    return ok({ signInId: id, expiresAtMs: expiresWallMs, nowWallMs: createdWallMs });
  }

  /** Performs what somebody asks who is signed in, or an agent within its grant. */
  write(input: unknown): Answer {
    return this.#gate.write(input);
  }

  read(input: unknown, method: "view" | "list-vaults"): Answer<Caller> {
    return this.#gate.read(input, method);
  }

  /** The view that a token reads by, granted by somebody who, as far as is known, is still an owner; null: it reads nothing. */
  async viewOf(token: string): Promise<string | null> {
    return this.#deps.access.viewOf(await hashToken(token), this.#deps.nowWallMs());
  }

  /** Takes in owners that were read for another purpose. */
  noteOwners(owners: readonly Address[]): void {
    if (owners.length > 0) this.#book.note(owners);
  }

  /** Brings the audit log up to date before it is read. */
  flush(): void {
    this.#refused.flush();
  }

  /** Each remembered owner's key has a rate of its own, so that strangers cannot use it up. */
  async #drawerOf(hash: Hex, signatures: Hex, from: unknown): Promise<Drawer> {
    const [signer] = (await readSigners(hash, signatures, 1)) ?? [];
    const isKnown = signer !== undefined && !signer.isContract && this.#book.remembered().includes(signer.address);
    return isKnown ? { kind: "owner", id: signer.address } : stranger(from);
  }

  #limit(drawer: Drawer): ActFault | null {
    const retryAfterMs = this.#limits.take(drawer);
    return retryAfterMs === null ? null : { ...fault("rate-limited", "too many requests"), retryAfterMs };
  }

  #refuse(refused: ActFault): Result<never, ActFault> {
    this.#refused.add(refused, "nobody");
    return err(refused);
  }

  #owners(): OwnersDeps {
    const { chain, safe } = this.#deps;
    const book = this.#book;
    return { chain, safe: safe(), remembered: () => book.remembered(), noteOwners: (owners) => book.note(owners) };
  }
}

const stranger = (from: unknown): Drawer => ({
  kind: "stranger",
  id: typeof from === "string" ? from.slice(0, 64) : "",
});
