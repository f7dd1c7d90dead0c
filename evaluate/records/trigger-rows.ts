import type { VaultAddress } from "../../contracts/ids.ts";
import type { RegisteredCondition } from "../../contracts/trigger.ts";

/** A trigger as the shard holds it, in its slot of the engine. */
export type HeldCondition = {
  readonly slot: number;
  readonly vault: VaultAddress;
  readonly registered: RegisteredCondition;
  /** The point after which it was put in. */
  readonly putTick: number;
};

type Row = { slot: number; vault: string; registered: string; put_tick: number };
const columns = "slot, vault, registered, put_tick";

/** The definitions, which are read where a trigger fires or is explained, and not at a grid point. */
export class TriggerRows {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  put({ slot, vault, registered, putTick }: HeldCondition): void {
    this.#sql.exec(
      "insert or replace into triggers (slot, vault, trigger_id, registered, put_tick) values (?, ?, ?, ?, ?)",
      slot,
      vault,
      registered.triggerId,
      JSON.stringify(registered),
      putTick,
    );
  }

  drop(slot: number): void {
    this.#sql.exec("delete from triggers where slot = ?", slot);
  }

  at(slot: number): HeldCondition | undefined {
    const [row] = this.#sql.exec<Row>(`select ${columns} from triggers where slot = ?`, slot);
    return row === undefined ? undefined : toHeld(row);
  }

  of(vault: VaultAddress): HeldCondition[] {
    return [...this.#sql.exec<Row>(`select ${columns} from triggers where vault = ? order by trigger_id`, vault)].map(
      toHeld,
    );
  }

  all(): HeldCondition[] {
    return [...this.#sql.exec<Row>(`select ${columns} from triggers order by slot`)].map(toHeld);
  }

  count(): number {
    return this.#sql.exec<{ n: number }>("select count(*) as n from triggers").one().n;
  }

  countOf(vault: VaultAddress): number {
    return this.#sql.exec<{ n: number }>("select count(*) as n from triggers where vault = ?", vault).one().n;
  }

  /** The least slot that no trigger has. */
  freeSlot(): number {
    const [row] = this.#sql.exec<{ slot: number }>(
      `select 0 as slot where not exists (select 1 from triggers where slot = 0)
       union all
       select min(t.slot) + 1 as slot from triggers t
       where not exists (select 1 from triggers n where n.slot = t.slot + 1) having count(*) > 0
       order by slot limit 1`,
    );
    return row?.slot ?? 0;
  }
}

const toHeld = ({ slot, vault, registered, put_tick }: Row): HeldCondition => ({
  slot,
  vault: vault as VaultAddress,
  registered: JSON.parse(registered) as RegisteredCondition,
  putTick: put_tick,
});
