import { Actor } from "../../actors/core/actor.ts";

/** An actor that uses every part of the base, for the base's own tests. */
export class SampleActor extends Actor<object> {
  /** What was sent by the outbox, in order; a test may make sending fail. */
  readonly sent: string[] = [];
  readonly ran: string[] = [];
  failSends = 0;
  failHandlers = 0;

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env, {
      migrations: [
        { id: 1, sql: "create table notes (id integer primary key, text text not null)" },
        { id: 2, sql: "alter table notes add column stars integer not null default 0" },
      ],
      schedules: {
        note: async (argument) => {
          if (this.failHandlers > 0) {
            this.failHandlers -= 1;
            throw new Error("not yet");
          }
          this.ran.push(argument);
        },
      },
      send: async (target, entries) => {
        if (this.failSends > 0) {
          this.failSends -= 1;
          throw new Error("the queue does not answer");
        }
        for (const { message } of entries) this.sent.push(`${target}:${String(message)}`);
      },
    });
  }

  get inner() {
    const { state, schedules, outbox, sockets } = this;
    return { state, schedules, outbox, sockets, sql: this.sql };
  }

  /** Writes a note and a message in one transaction; `thenThrow` breaks it off in the middle. */
  write(text: string, thenThrow = false): void {
    this.commit(() => {
      this.sql.exec("insert into notes (text) values (?)", text);
      this.outbox.add("queue", text);
      if (thenThrow) throw new Error("broken off");
    });
  }

  override fetch(request: Request): Response {
    const { response, socket } = this.sockets.accept(new URL(request.url).pathname.slice(1));
    socket.send("welcome");
    return response;
  }
}
