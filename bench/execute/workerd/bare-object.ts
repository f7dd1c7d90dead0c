import { DurableObject } from "cloudflare:workers";

/** The least that a Durable Object can do with a call and keep: one row. */
export class BareObject extends DurableObject {
  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env);
    ctx.storage.sql.exec("create table if not exists calls (seq integer primary key, call text not null)");
  }

  note(call: string): void {
    this.ctx.storage.sql.exec("insert into calls (call) values (?)", call);
  }

  count(): number {
    return this.ctx.storage.sql.exec<{ n: number }>("select count(*) as n from calls").one().n;
  }
}
