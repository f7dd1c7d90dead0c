import type { Address, Hex } from "viem";

/** A session as its vault stores it. The sealed key stands beside it, in a column of its own. */
export type SessionRecord = {
  readonly id: string;
  readonly state: "prepared" | "armed" | "revoked";
  readonly address: Address;
  readonly sell: string;
  readonly buy: string;
  readonly roleKey: Hex;
  readonly allowanceKeys: { readonly approve: Hex; readonly swap: Hex };
  /** Chain time. */
  readonly expiresAtMs: number;
  readonly words: readonly string[];
};

type Row = { id: string; state: string; sealed: ArrayBuffer | null; record: string };

export class SessionRecords {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The session that was made last. */
  latest(): SessionRecord | undefined {
    const [row] = this.#sql.exec<Row>("select * from sessions order by created_wall_ms desc, id desc limit 1");
    return row === undefined ? undefined : toRecord(row);
  }

  armed(): SessionRecord | undefined {
    const [row] = this.#sql.exec<Row>(
      "select * from sessions where state = 'armed' order by created_wall_ms desc limit 1",
    );
    return row === undefined ? undefined : toRecord(row);
  }

  find(id: string): SessionRecord | undefined {
    const [row] = this.#sql.exec<Row>("select * from sessions where id = ?", id);
    return row === undefined ? undefined : toRecord(row);
  }

  sealedKey(id: string): Uint8Array | undefined {
    const [row] = this.#sql.exec<{ sealed: ArrayBuffer | null }>("select sealed from sessions where id = ?", id);
    return row?.sealed == null ? undefined : new Uint8Array(row.sealed);
  }

  add(record: SessionRecord, sealed: Uint8Array<ArrayBuffer>, createdWallMs: number): void {
    this.#sql.exec(
      "insert into sessions (id, state, address, sealed, record, created_wall_ms) values (?, ?, ?, ?, ?, ?)",
      record.id,
      record.state,
      record.address,
      sealed.buffer,
      JSON.stringify(record),
      createdWallMs,
    );
  }

  /** Puts one session into use; any other loses its key. */
  arm(id: string): void {
    this.#sql.exec("update sessions set state = 'revoked', sealed = null where id != ?", id);
    this.#sql.exec("update sessions set state = 'armed' where id = ?", id);
  }

  /** Destroys every key of this vault. */
  revokeAll(): void {
    this.#sql.exec("update sessions set state = 'revoked', sealed = null");
  }
}

const toRecord = (row: Row): SessionRecord => ({
  ...(JSON.parse(row.record) as SessionRecord),
  state: row.state as SessionRecord["state"],
});
