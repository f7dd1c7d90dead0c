import { Actor } from "../actors/core/actor.ts";
import type { LiveMessage, StageStatus } from "../contracts/live.ts";
import type { SourceRun } from "../contracts/source-run.ts";

/** A signal's name and the time of its newest sample. */
export type SignalSeen = readonly [signal: string, atMs: number];

type Typed<T extends LiveMessage["type"]> = Extract<LiveMessage, { type: T }>;

/**
 * Fans messages out to open pages over hibernating sockets. The last public message of each kind is kept, so that a
 * page that connects or reconnects is whole at once. Topic `vault:<address>` is passed on and never stored here: a page
 * reads its vault first; who may listen is checked by the vault before a socket gets here.
 */
export class LiveFeedActor extends Actor<object> {
  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env, {
      migrations: [
        {
          id: 1,
          sql: `create table last_messages (
            topic text not null, kind text not null, seq integer not null, message text not null, primary key (topic, kind)
          ) without rowid`,
        },
        {
          id: 2,
          sql: `create table source_runs (source text primary key, at_ms integer not null, run text not null) without rowid;
            create table signals_seen (signal text primary key, at_ms integer not null) without rowid`,
        },
      ],
    });
  }

  /** Keeps and sends one message. `kind` splits a type where several live side by side (one per stage). */
  publish<T extends LiveMessage["type"]>(topic: string, type: T, data: Typed<T>["data"]): void {
    const kind = type === "stage" ? `stage:${(data as StageStatus).stage}` : type;
    const kept = type === "stage" ? this.#lastStage(kind) : undefined;
    // A batch with old messages, come again, does not make a stage look older than it is.
    if (kept !== undefined && kept.eventTimeMs > (data as StageStatus).eventTimeMs) return;
    const seq = (this.state.get<number>(`seq:${topic}`) ?? 0) + 1;
    const text = JSON.stringify({ type, seq, data });
    this.commit(() => {
      this.state.set(`seq:${topic}`, seq);
      if (topic !== "public") return;
      this.sql.exec(
        "insert or replace into last_messages (topic, kind, seq, message) values (?, ?, ?, ?)",
        topic,
        kind,
        seq,
        text,
      );
    });
    this.sockets.broadcast(topic, text);
  }

  /** The last status of every stage that has run. */
  stages(): StageStatus[] {
    const rows = this.sql.exec<{ message: string }>(
      "select message from last_messages where topic = 'public' and kind like 'stage:%' order by kind",
    );
    return [...rows].map((row) => (JSON.parse(row.message) as Typed<"stage">).data);
  }

  /**
   * Keeps the latest run of each source; an older one, come again, changes nothing. How new its newest row is does not get
   * lost by a run that gave none.
   */
  noteSources(runs: readonly SourceRun[]): void {
    this.commit(() => {
      const kept = new Map(this.sources().map(({ source, newestAtMs }) => [source, newestAtMs]));
      for (const given of runs) {
        const newestAtMs = Math.max(given.newestAtMs ?? 0, kept.get(given.source) ?? 0);
        const run = { ...given, newestAtMs: newestAtMs === 0 ? null : newestAtMs };
        this.sql.exec(
          `insert into source_runs (source, at_ms, run) values (?, ?, ?)
           on conflict (source) do update set at_ms = excluded.at_ms, run = excluded.run where excluded.at_ms >= at_ms`,
          run.source,
          run.atMs,
          JSON.stringify(run),
        );
      }
    });
  }

  /** The latest run of every source that was ever asked. */
  sources(): SourceRun[] {
    return [...this.sql.exec<{ run: string }>("select run from source_runs order by source")].map(
      ({ run }) => JSON.parse(run) as SourceRun,
    );
  }

  /** Keeps the newest sample time of each signal. */
  noteSignals(samples: readonly SignalSeen[]): void {
    this.commit(() => {
      for (const [signal, atMs] of samples) {
        this.sql.exec(
          `insert into signals_seen (signal, at_ms) values (?, ?)
           on conflict (signal) do update set at_ms = max(at_ms, excluded.at_ms)`,
          signal,
          atMs,
        );
      }
    });
  }

  /** The newest sample time of every signal that was ever sent. */
  signals(): SignalSeen[] {
    const rows = this.sql.exec<{ signal: string; at_ms: number }>(
      "select signal, at_ms from signals_seen order by signal",
    );
    return [...rows].map(({ signal, at_ms }): SignalSeen => [signal, at_ms]);
  }

  #lastStage(kind: string): StageStatus | undefined {
    const [row] = this.sql.exec<{ message: string }>(
      "select message from last_messages where topic = 'public' and kind = ?",
      kind,
    );
    return row === undefined ? undefined : (JSON.parse(row.message) as Typed<"stage">).data;
  }

  override fetch(request: Request): Response {
    const topic = new URL(request.url).searchParams.get("topic") ?? "public";
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") return new Response(null, { status: 426 });
    const { response, socket } = this.sockets.accept(topic);
    const rows = this.sql.exec<{ message: string }>(
      "select message from last_messages where topic = ? order by seq",
      topic,
    );
    for (const { message } of rows) socket.send(message);
    return response;
  }

  override webSocketMessage(): void {
    // Pages only listen; pings are answered by the platform.
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    // 1005 and 1006 are told, never sent.
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }
}
