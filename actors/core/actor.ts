import { DurableObject } from "cloudflare:workers";
import { type Migration, migrate } from "./migrations.ts";
import { Outbox, type OutboxSender } from "./outbox.ts";
import { type ScheduleHandler, Schedules } from "./schedules.ts";
import { Sockets } from "./sockets.ts";
import { ActorState } from "./state.ts";

/** What an actor names of itself: its schema, what its schedules run, and how its outbox is delivered. */
export type ActorParts = {
  readonly migrations: readonly Migration[];
  readonly schedules?: Readonly<Record<string, ScheduleHandler>>;
  readonly send?: OutboxSender;
};

const outboxRetryMs = 2_000;

/**
 * The base of every Durable Object here: key-value state, ordered migrations, named schedules on one alarm, an
 * outbox, hibernating sockets. Subclasses load, decide (pure), then store state and outbox in one `commit`.
 *
 * Whoever has a binding can call every method of the class and its bases by name, TypeScript's `protected` or not. So
 * what is for subclasses alone is a field, which RPC does not reach, and a subclass's own helpers are `#private`.
 */
export abstract class Actor<Env> extends DurableObject<Env> {
  protected readonly state: ActorState;
  protected readonly schedules: Schedules;
  protected readonly outbox: Outbox;
  protected readonly sockets: Sockets;
  protected readonly sql: SqlStorage;
  readonly #parts: ActorParts;

  constructor(ctx: DurableObjectState, env: Env, parts: ActorParts) {
    super(ctx, env);
    this.#parts = parts;
    this.sql = ctx.storage.sql;
    this.state = new ActorState(ctx.storage);
    this.schedules = new Schedules(ctx.storage, () => this.nowWallMs());
    this.outbox = new Outbox(ctx.storage);
    this.sockets = new Sockets(ctx);
    migrate(ctx.storage, parts.migrations);
    this.schedules.rearm();
  }

  /** The wall clock: back-off, tokens and time-outs only. Conditions use event time, casts chain time. */
  protected readonly nowWallMs = (): number => Date.now();

  /**
   * Stores what `work` writes, all or nothing, outbox rows included; then sends the outbox. A schedule row in the
   * same transaction brings back what a crash in between leaves unsent.
   */
  protected readonly commit = <T>(work: () => T): T => {
    const result = this.ctx.storage.transactionSync(() => {
      const value = work();
      if (this.outbox.size() > 0) this.schedules.set("outbox", this.nowWallMs() + outboxRetryMs);
      return value;
    });
    if (this.outbox.size() > 0) this.ctx.waitUntil(this.#flush().catch(() => undefined));
    return result;
  };

  /** Sends what waits in the outbox now. A failure leaves it to the schedule. */
  async #flush(): Promise<void> {
    const { send } = this.#parts;
    if (send === undefined) throw new Error("this actor has an outbox but no sender");
    await this.outbox.drain(send);
    if (this.outbox.size() === 0) this.schedules.cancel("outbox");
  }

  override async alarm(): Promise<void> {
    await this.schedules.runDue({ outbox: () => this.#flush(), ...this.#parts.schedules });
  }
}
