import { Actor } from "../../actors/core/actor.ts";
import type { OutboxEntry } from "../../actors/core/outbox.ts";
import type {
  Letter,
  LetterCount,
  LetterOrderAnswer,
  LetterOrderEntry,
  LetterResult,
} from "../../contracts/dead-letter-views.ts";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import type { LetterOrder } from "../../execute/core/letter-order.ts";
import { type OperatorFault, outdated } from "../../execute/core/operator-signature.ts";
import type { TradingStateActor } from "../../execute/trading-state-actor.ts";
import { createShell } from "../shell.ts";
import { adoptLetters } from "./adopt-letters.ts";
import { chooseLetters } from "./choose-letters.ts";
import { originalOf, type ParkedLetter } from "./describe-letter.ts";
import {
  countRows,
  forgetSettled,
  type LetterRow,
  type LettersQuery,
  letterTables,
  listRows,
  parkRow,
  readRow,
  toLetter,
} from "./letter-rows.ts";

export type DeadLettersEnv = {
  readonly ARCHIVE: Pick<R2Bucket, "get" | "list">;
  readonly TRADING_STATE: DurableObjectNamespace<TradingStateActor>;
};

/** A letter that is to go back to its queue, as it was parked for the `times`-th time. */
type Sending = { readonly id: string; readonly times: number };

export type LetterFault = OperatorFault | { readonly code: "unknown-queue"; readonly message: string };

const ordersShown = 100;
const dayMs = 86_400_000;
/** What was redriven or discarded is listed so long. Its text lies in the archive for as long as the archive keeps it. */
const settledForMs = 90 * dayMs;

/**
 * What is known of every message that was set aside: one object, named `all`. The messages themselves lie in the archive, and stay there.
 *
 * An order is written down together with the letters that it counts for and what is to be sent, in one transaction; then it is sent. A
 * crash in between repeats a message and never loses one: what it causes rests on its id.
 */
export class DeadLettersActor extends Actor<DeadLettersEnv> {
  constructor(ctx: DurableObjectState, env: DeadLettersEnv) {
    super(ctx, env, {
      migrations: [{ id: 1, sql: letterTables }],
      schedules: {
        adopt: () => adoptLetters({ archive: env.ARCHIVE, state: this.state, has: this.#has, park: this.#park }),
        forget: async () => {
          forgetSettled(this.sql, this.nowWallMs() - settledForMs);
          this.schedules.set("forget", this.nowWallMs() + dayMs);
        },
      },
      send: (queue, entries) => this.#send(queue, entries),
    });
    const scheduled = new Set(this.schedules.list().map(({ name }) => name));
    if (this.state.get("adopted") === undefined && !scheduled.has("adopt"))
      this.schedules.set("adopt", this.nowWallMs());
    if (!scheduled.has("forget")) this.schedules.set("forget", this.nowWallMs() + dayMs);
  }

  readonly #has = (key: string): boolean =>
    this.sql.exec<{ n: number }>("select count(*) as n from letters where key = ?", key).one().n > 0;
  readonly #park = (letter: ParkedLetter): void => parkRow(this.sql, letter, this.nowWallMs());

  /** Of a letter whose text is in the archive. Idempotent for one parking. */
  park(letter: ParkedLetter): void {
    this.#park(letter);
  }

  counts(): LetterCount[] {
    return countRows(this.sql);
  }

  list(query: LettersQuery): Letter[] {
    return listRows(this.sql, query).map(toLetter);
  }

  /** Null where there is no such letter. The body as JSON text; null where it may hold user data, or lies in the archive no more. */
  async read(id: string): Promise<{ letter: Letter; bodyText: string | null } | null> {
    const row = readRow(this.sql, id);
    if (row === undefined) return null;
    const letter = toLetter(row);
    const text = letter.isPublic ? await this.#textOf(row.key) : null;
    return { letter, bodyText: text === null ? null : JSON.stringify(originalOf(text) ?? null) };
  }

  /** What operators ordered, newest first. */
  orders(): LetterOrderEntry[] {
    const rows = this.sql.exec<LetterOrderEntry>(
      `select act, queue, letters, by, reason, issued_ms as issuedAtMs, at_ms as atWallMs
       from orders order by issued_ms desc limit ?`,
      ordersShown,
    );
    return [...rows];
  }

  /** Whoever calls: the order bears an operator's signature. It counts once. */
  async order(input: unknown): Promise<Result<LetterOrderAnswer, LetterFault>> {
    const read = await this.env.TRADING_STATE.getByName("global").readLetterOrder(input);
    if (!read.ok) return err({ code: read.error.code, message: read.error.message });
    const { order, by } = read.value as { order: LetterOrder; by: string };
    if (order.act === "redrive" && pipelines.queues[order.queue]?.dead_letter === undefined)
      return err({ code: "unknown-queue", message: `there is no queue ${order.queue} to send to` });
    const written = this.#writeOrder(order, by);
    if (!written.ok) return written;
    // What cannot be sent now stays, and the outbox's own schedule tries again.
    if (order.act === "redrive")
      await this.outbox.drain((queue, entries) => this.#send(queue, entries)).catch(() => {});
    const { taken, skipped } = written.value;
    return ok({ by, results: [...taken.map(({ id }) => this.#resultOf(id, order.act)), ...skipped] });
  }

  #writeOrder(order: LetterOrder, by: string): Result<ReturnType<typeof chooseLetters<LetterRow>>, OperatorFault> {
    return this.commit(() => {
      const { act, queue, reason, issuedAtMs } = order;
      if (issuedAtMs <= (this.state.get<number>("lastIssuedAtMs") ?? 0)) return err(outdated);
      this.state.set("lastIssuedAtMs", issuedAtMs);
      const letters = order.letters.length > 0 ? order.letters : this.#oldest(queue, order.lettersMax);
      const chosen = chooseLetters({ act, queue, letters }, (id) => readRow(this.sql, id));
      const nowWallMs = this.nowWallMs();
      for (const { id, times } of chosen.taken) {
        this.sql.exec(
          "update letters set state = ?, decided_by = ?, decided_ms = ?, decided_reason = ? where id = ?",
          ...[act === "redrive" ? "sending" : "discarded", by, nowWallMs, reason, id],
        );
        if (act === "redrive") this.outbox.add(queue, { id, times } satisfies Sending);
      }
      this.sql.exec(
        "insert into orders (issued_ms, act, queue, letters, by, reason, at_ms) values (?, ?, ?, ?, ?, ?, ?)",
        ...[issuedAtMs, act, queue, chosen.taken.length, by, reason, nowWallMs],
      );
      return ok(chosen);
    });
  }

  #oldest(queue: string, lettersMax: number): string[] {
    const rows = this.sql.exec<{ id: string }>(
      "select id from letters where queue = ? and state = 'parked' order by parked_ms, id limit ?",
      ...[queue, lettersMax],
    );
    return [...rows].map(({ id }) => id);
  }

  /** Sends letters of one queue as they were. One that was parked again meanwhile waits for another decision. */
  async #send(queue: string, entries: readonly OutboxEntry[]): Promise<void> {
    const found: { readonly sending: Sending; readonly original: unknown }[] = [];
    for (const { message } of entries) {
      const sending = message as Sending;
      const row = readRow(this.sql, sending.id);
      if (row === undefined || row.state !== "sending" || row.times !== sending.times) continue;
      const text = await this.#textOf(row.key);
      if (text === null) this.#settle(sending, "parked", "its text is not in the archive");
      else found.push({ sending, original: originalOf(text) });
    }
    if (found.length === 0) return;
    await createShell(this.env).send(
      queue,
      found.map(({ original }) => original),
    );
    for (const { sending } of found) this.#settle(sending, "redriven");
  }

  #settle({ id, times }: Sending, state: "redriven" | "parked", why: string | null = null): void {
    this.sql.exec(
      "update letters set state = ?, decided_reason = coalesce(?, decided_reason) where id = ? and state = 'sending' and times = ?",
      ...[state, why, id, times],
    );
  }

  #resultOf(id: string, act: LetterOrder["act"]): LetterResult {
    const row = readRow(this.sql, id);
    if (act === "discard") return { id, outcome: "discarded", why: "" };
    if (row?.state === "redriven") return { id, outcome: "redriven", why: "" };
    if (row?.state === "sending") return { id, outcome: "sending", why: "it is sent as soon as the queue takes it" };
    return { id, outcome: "skipped", why: row?.decided_reason ?? "it was parked again" };
  }

  async #textOf(key: string): Promise<string | null> {
    const object = await this.env.ARCHIVE.get(key);
    return object === null ? null : object.text();
  }
}
