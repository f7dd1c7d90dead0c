import { Actor } from "../actors/core/actor.ts";
import type { LiveMessage, StageStatus } from "../contracts/live.ts";
import type { SourceRun } from "../contracts/source-run.ts";
import { type AskedResume, planResume } from "./plan-resume.ts";

/** A signal's name and the time of its newest sample. */
export type SignalSeen = readonly [signal: string, atMs: number];

type Published = Exclude<LiveMessage["type"], "hello">;
type Typed<T extends Published> = Extract<LiveMessage, { type: T }>;

/**
 * Fans messages out to open pages over hibernating sockets. The last public message of each kind is kept, so that a
 * page that connects is whole at once, and one that comes back hears what it missed (`plan-resume.ts`). Topic `vault:<address>` is
 * passed on and never stored here: a page reads its vault first; who may listen is checked by the vault before a socket gets here, with
 * the view (`view=<id>`) that it listens by. A picture of a vault names the views that are good: the sockets of others end with it.
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
        {
          id: 3,
          // Two views live side by side; their last messages must not take each other's place.
          sql: `update last_messages set kind = 'clusters:' || json_extract(message, '$.data.view')
            where topic = 'public' and kind = 'clusters'`,
        },
      ],
    });
  }

  /** Keeps and sends one message. */
  publish<T extends Published>(topic: string, type: T, data: Typed<T>["data"]): void {
    const kind = kindOf(type, data);
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
    if (type === "vault") this.#closeEnded(topic, data as Typed<"vault">["data"]);
    this.sockets.broadcast(topic, text);
  }

  /** Ends the sockets of views that are good no more, before anything is sent. A vault of before it told its views has none ended. */
  #closeEnded(topic: string, { access }: Typed<"vault">["data"]): void {
    if (access?.views === undefined) return;
    const good = new Set(access.views.map(({ id }) => viewTag(id)));
    for (const socket of this.ctx.getWebSockets(topic)) {
      if (this.ctx.getTags(socket).some((tag) => good.has(tag))) continue;
      try {
        socket.close(policyViolation, "no longer allowed");
      } catch {
        // It is closing already.
      }
    }
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
    const asked = new URL(request.url).searchParams;
    const topic = asked.get("topic") ?? "public";
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") return new Response(null, { status: 426 });
    const view = asked.get("view");
    const { response, socket } = this.sockets.accept(topic, ...(view === null ? [] : [viewTag(view)]));
    if (topic === "public") this.#greet(socket, { epoch: asked.get("epoch"), after: asked.get("after") });
    return response;
  }

  /** Says what follows, and sends it. Nothing is published in between: no other event runs meanwhile. */
  #greet(socket: WebSocket, asked: AskedResume): void {
    const epoch = this.#epoch();
    const seq = this.state.get<number>("seq:public") ?? 0;
    const kept = [
      ...this.sql.exec<{ seq: number; message: string }>(
        "select seq, message from last_messages where topic = 'public' order by seq",
      ),
    ];
    const { mode, why, afterSeq } = planResume({ epoch, seq, oldestKeptSeq: kept[0]?.seq ?? null }, asked);
    const following = kept.filter((row) => row.seq > afterSeq);
    const hello: LiveMessage = { type: "hello", seq, data: { epoch, mode, why, follow: following.length } };
    socket.send(JSON.stringify(hello));
    for (const { message } of following) socket.send(message);
  }

  /** Lasts as long as what is stored here: an object that begins anew has another. */
  #epoch(): string {
    const kept = this.state.get<string>("epoch");
    if (kept !== undefined) return kept;
    const epoch = crypto.randomUUID();
    this.commit(() => this.state.set("epoch", epoch));
    return epoch;
  }

  override webSocketMessage(): void {
    // Pages only listen; pings are answered by the platform.
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    // 1005 and 1006 are told, never sent.
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }
}

/** RFC 6455: it goes against the rules of this end. */
const policyViolation = 1008;
const viewTag = (id: string): string => `view:${id}`;

/** Several of a type may live side by side: one per stage, one per view of clusters. */
function kindOf(type: Published, data: unknown): string {
  if (type === "stage") return `stage:${(data as StageStatus).stage}`;
  return type === "clusters" ? `clusters:${(data as Typed<"clusters">["data"]).view}` : type;
}
