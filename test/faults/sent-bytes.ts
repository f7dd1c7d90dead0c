import { type Hex, keccak256, parseTransaction, slice } from "viem";

/** Everything that left a vault for a node, by the cast that it carries. */
export class SentBytes {
  readonly #byCast = new Map<Hex, Map<Hex, { readonly nonce: number; readonly raw: Hex }>>();

  #newest: Hex | undefined;

  note(raw: Hex): void {
    this.#newest = raw;
    const { data = "0x", nonce = 0 } = parseTransaction(raw);
    if (data === "0x") return;
    // The cast's id is the salt, which stands before the signature at the end.
    const castId = slice(data, -97, -65);
    const sent = this.#byCast.get(castId) ?? new Map();
    sent.set(keccak256(raw), { nonce, raw });
    this.#byCast.set(castId, sent);
  }

  newest(): Hex | undefined {
    return this.#newest;
  }

  /** Different transactions that carried the cast, in the order in which they first left. */
  of(castId: string): readonly { readonly nonce: number; readonly raw: Hex }[] {
    return [...(this.#byCast.get(castId as Hex)?.values() ?? [])];
  }

  /** Casts that left with more than one nonce: two of those could both be mined. */
  withSeveralNonces(): readonly string[] {
    return [...this.#byCast].flatMap(([castId, sent]) =>
      new Set([...sent.values()].map(({ nonce }) => nonce)).size > 1 ? [castId] : [],
    );
  }
}
