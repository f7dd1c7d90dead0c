import type { Address } from "viem";
import type { P256Key } from "../../contracts/signed-request.ts";
import type { VaultAccess } from "../../contracts/vault-access.ts";

/** Somebody who signed in: which owner, from which page, and the key that signs in that owner's place. */
export type SignInRecord = {
  readonly id: string;
  readonly owner: Address;
  readonly origin: string;
  readonly key: P256Key;
  readonly createdWallMs: number;
  readonly expiresWallMs: number;
  readonly usedWallMs: number;
  /** Of the last request that was taken. */
  readonly counter: number;
};

type Row = {
  id: string;
  owner: string;
  origin: string;
  key: string;
  created_wall_ms: number;
  expires_wall_ms: number;
  used_wall_ms: number;
  counter: number;
};

/** Of one owner; a further one ends the one that was used least lately. */
const signInsPerOwnerMax = 20;

export class SignInRecords {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  find(id: string): SignInRecord | undefined {
    const [row] = this.#sql.exec<Row>("select * from sign_ins where id = ?", id);
    return row === undefined ? undefined : toRecord(row);
  }

  add(record: Omit<SignInRecord, "usedWallMs" | "counter">): void {
    const { id, owner, origin, key, createdWallMs, expiresWallMs } = record;
    this.#sql.exec("delete from sign_ins where expires_wall_ms <= ?", createdWallMs);
    this.#sql.exec(
      `delete from sign_ins where id in
       (select id from sign_ins where owner = ? order by used_wall_ms desc limit -1 offset ?)`,
      owner,
      signInsPerOwnerMax - 1,
    );
    this.#sql.exec(
      `insert into sign_ins (id, owner, origin, key, created_wall_ms, expires_wall_ms, used_wall_ms, counter)
       values (?, ?, ?, ?, ?, ?, ?, 0)`,
      id,
      owner,
      origin,
      JSON.stringify(key),
      createdWallMs,
      expiresWallMs,
      createdWallMs,
    );
  }

  /** True once per counter, and only if it is above every one before. */
  takeCounter(id: string, counter: number, nowWallMs: number): boolean {
    const taken = this.#sql.exec(
      "update sign_ins set counter = ?, used_wall_ms = ? where id = ? and counter < ? returning id",
      counter,
      nowWallMs,
      id,
      counter,
    );
    return [...taken].length > 0;
  }

  end(id: string): void {
    this.#sql.exec("delete from sign_ins where id = ?", id);
  }

  endOf(owner: Address): void {
    this.#sql.exec("delete from sign_ins where owner = ?", owner);
  }

  list(nowWallMs: number): VaultAccess["signIns"] {
    const rows = this.#sql.exec<Row>(
      "select * from sign_ins where expires_wall_ms > ? order by created_wall_ms, id",
      nowWallMs,
    );
    return [...rows].map(toRecord).map(({ key: _key, counter: _counter, ...shown }) => shown);
  }
}

const toRecord = (row: Row): SignInRecord => ({
  id: row.id,
  owner: row.owner as Address,
  origin: row.origin,
  key: JSON.parse(row.key) as P256Key,
  createdWallMs: row.created_wall_ms,
  expiresWallMs: row.expires_wall_ms,
  usedWallMs: row.used_wall_ms,
  counter: row.counter,
});
