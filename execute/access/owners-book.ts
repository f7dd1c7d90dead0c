import type { Address } from "viem";
import type { Outbox } from "../../actors/core/outbox.ts";
import type { ActorState } from "../../actors/core/state.ts";
import type { AccessRecords } from "../records/access-records.ts";
import type { AuditRecords } from "../records/audit-records.ts";
import type { SignInRecords } from "../records/sign-in-records.ts";

export type OwnersBookDeps = {
  readonly state: Pick<ActorState, "get" | "set">;
  readonly outbox: Pick<Outbox, "add">;
  readonly signIns: SignInRecords;
  readonly access: AccessRecords;
  readonly audit: AuditRecords;
  readonly nowWallMs: () => number;
  readonly commit: (work: () => void) => void;
  readonly isOpen: () => boolean;
};

/**
 * The owners of the vault's Safe as they were last read from the chain. Never the reason why somebody is let in, but for
 * one thing: while the chain cannot be asked, they may still stop the vault.
 */
export class OwnersBook {
  readonly #deps: OwnersBookDeps;

  constructor(deps: OwnersBookDeps) {
    this.#deps = deps;
  }

  remembered(): readonly Address[] {
    return this.#deps.state.get<readonly Address[]>("owners") ?? [];
  }

  /** Takes in what the chain says now. The sign-ins and views of who is no owner any more end with this write. */
  note(owners: readonly Address[]): void {
    const before = this.remembered();
    const added = owners.filter((owner) => !before.includes(owner));
    const removed = before.filter((owner) => !owners.includes(owner));
    if (added.length === 0 && removed.length === 0) return;
    const { state, signIns, access, audit, nowWallMs, commit, isOpen } = this.#deps;
    commit(() => {
      state.set("owners", owners);
      for (const owner of removed) {
        signIns.endOf(owner);
        access.endViewsOf(owner);
      }
      if (before.length > 0) {
        const detail = [...added.map((owner) => `+${owner}`), ...removed.map((owner) => `-${owner}`)].join(" ");
        audit.add({ atWallMs: nowWallMs(), act: "owners", actor: "chain", detail });
      }
      if (isOpen()) this.#direct({ added, removed });
    });
  }

  /** Lists the vault under each of its owners; within the transaction that opens it. */
  enlist(): void {
    this.#direct({ added: this.remembered(), removed: [] });
  }

  #direct({ added, removed }: { added: readonly Address[]; removed: readonly Address[] }): void {
    for (const owner of added) this.#deps.outbox.add(`directory:${owner.toLowerCase()}`, "add");
    for (const owner of removed) this.#deps.outbox.add(`directory:${owner.toLowerCase()}`, "remove");
  }
}
