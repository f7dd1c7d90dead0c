import type { ProxyMoment } from "../../local/chain/fault-proxy.ts";
import type { Random } from "../../local/feed/seeded-random.ts";
import { chooseOne, drawInt } from "./choose.ts";

/** When workerd is killed: at a moment of a request that it made, or a little later. */
export type KillMoment = {
  readonly method: string;
  readonly when: ProxyMoment["when"];
  /** So many such moments go by first. */
  readonly skip: number;
  /** Killed so long after the moment: what is stored and sent next is interrupted. */
  readonly afterMs: number;
  /** Whether the request of the moment still does what it does, as a packet on its way would. */
  readonly isLost: boolean;
};

/** The requests of a cast, those around signing and sending more often than the many that only look. */
const methods = [
  "eth_estimateGas",
  "eth_estimateGas",
  "eth_sendRawTransaction",
  "eth_sendRawTransaction",
  "eth_sendRawTransaction",
  "eth_getTransactionReceipt",
  "eth_getTransactionReceipt",
  "eth_call",
  "eth_getTransactionCount",
  "eth_getTransactionByHash",
  "eth_getBlockByNumber",
  "eth_feeHistory",
] as const;

export function drawKillMoment(random: Random): KillMoment {
  return {
    method: chooseOne(random, methods),
    when: chooseOne(random, ["arrived", "answered"]),
    skip: drawInt(random, 0, 2),
    afterMs: chooseOne(random, [0, 0, 0, 1, 2, 4, 8, 16]),
    isLost: random.uniform() < 0.5,
  };
}

/** Kills once it is armed and its moment has come. */
export class KillSwitch {
  readonly #kill: () => void;
  #armed: { readonly moment: KillMoment; left: number } | null = null;
  /** What the last kill interrupted; null while it is armed. */
  struck: { readonly what: string; readonly atWallMs: number } | null = null;

  constructor(kill: () => void) {
    this.#kill = kill;
  }

  arm(moment: KillMoment): void {
    this.struck = null;
    this.#armed = { moment, left: moment.skip };
  }

  disarm(): void {
    this.#armed = null;
  }

  /** For `FaultsChain.watch`. */
  notice({ method, when }: ProxyMoment): "go-on" | "swallow" {
    const armed = this.#armed;
    if (armed === null || armed.moment.method !== method || armed.moment.when !== when) return "go-on";
    if (armed.left > 0) {
      armed.left -= 1;
      return "go-on";
    }
    const { afterMs, isLost } = armed.moment;
    this.#armed = null;
    const place = afterMs > 0 ? "right after" : when === "arrived" ? "before" : "before the answer of";
    const what = `${place} ${method}`;
    if (afterMs === 0) this.#strike(what);
    else setTimeout(() => this.#strike(what), afterMs);
    return afterMs === 0 && isLost ? "swallow" : "go-on";
  }

  /** Its moment did not come. */
  strikeNow(): void {
    if (this.#armed === null) return;
    this.#armed = null;
    this.#strike("at no request's moment");
  }

  #strike(what: string): void {
    this.#kill();
    this.struck = { what, atWallMs: Date.now() };
  }
}
