import { Actor } from "../actors/core/actor.ts";
import type { Operators } from "../contracts/dead-letter-views.ts";
import { err, ok, type Result } from "../contracts/result.ts";
import { readOperators, type TradingStateEnv } from "./bindings.ts";
import { LetterOrder, letterOrderTypedData } from "./core/letter-order.ts";
import { OperatorOrder, readOperator } from "./core/operator-order.ts";
import { type OperatorFault, readSigner } from "./core/operator-signature.ts";
import { activeEntry, type TradingStateEntry } from "./core/trading-state.ts";

/** The trading state of all vaults: one object, named `global`. Vaults ask it before they sign. */
export class TradingStateActor extends Actor<TradingStateEnv> {
  constructor(ctx: DurableObjectState, env: TradingStateEnv) {
    super(ctx, env, { migrations: [] });
  }

  read(): TradingStateEntry {
    return this.state.get<TradingStateEntry>("entry") ?? activeEntry;
  }

  /** Whoever calls: the order bears an operator's signature. */
  async order(input: unknown): Promise<Result<TradingStateEntry, OperatorFault>> {
    const parsed = OperatorOrder.safeParse(input);
    if (!parsed.success) return err({ code: "bad-order", message: parsed.error.issues[0]?.message ?? "malformed" });
    const { chainId, operators } = readOperators(this.env);
    const nowWallMs = this.nowWallMs();
    const lastIssuedAtMs = () => this.state.get<number>("lastIssuedAtMs") ?? 0;
    const operator = await readOperator(parsed.data, {
      chainId,
      operators,
      lastIssuedAtMs: lastIssuedAtMs(),
      nowWallMs,
    });
    if (!operator.ok) return operator;
    const { state, reason, issuedAtMs } = parsed.data;
    // Another order may have counted while the signature was checked.
    if (issuedAtMs <= lastIssuedAtMs()) return err({ code: "outdated", message: "a later order counted" });
    const entry: TradingStateEntry = { state, reason, by: `operator ${operator.value}`, atWallMs: nowWallMs };
    this.ctx.storage.transactionSync(() => {
      this.state.set("lastIssuedAtMs", issuedAtMs);
      this.state.set("entry", entry);
    });
    return ok(entry);
  }

  /** Whose signature counts, and on which chain's domain. */
  operators(): Operators {
    const { chainId, operators } = readOperators(this.env);
    return { chainId, operators: [...operators] };
  }

  /** An operator's order on dead letters, and who gave it. That it counts once is for the one who keeps the letters. */
  async readLetterOrder(input: unknown): Promise<Result<{ order: LetterOrder; by: string }, OperatorFault>> {
    const parsed = LetterOrder.safeParse(input);
    if (!parsed.success) return err({ code: "bad-order", message: parsed.error.issues[0]?.message ?? "malformed" });
    const order = parsed.data;
    const { chainId, operators } = readOperators(this.env);
    const nowWallMs = this.nowWallMs();
    const signer = await readSigner(letterOrderTypedData(chainId, order), order, { operators, nowWallMs });
    return signer.ok ? ok({ order, by: signer.value }) : signer;
  }
}

export const globalTradingState = "global";
