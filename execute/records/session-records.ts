import type { Address, Hex } from "viem";
import type { CastLane } from "../../contracts/cast.ts";
import type { SessionTerms } from "../../contracts/session-terms.ts";
import type { AllowancePurpose } from "../core/permissions/allowance.ts";
import type { SafeTxJson } from "../core/safe-tx-json.ts";

/** An allowance on chain that a session spends from. */
export type SessionAllowance = {
  readonly key: Hex;
  readonly purpose: AllowancePurpose;
  /** Of the token that it is counted in. */
  readonly symbol: string;
  /** The most that could be spent at once when it was made. Absent from sessions of before it was kept. */
  readonly most?: string;
};

/** A session as its vault stores it. The sealed key stands beside it, in a column of its own. */
export type SessionRecord = {
  readonly id: string;
  readonly state: "prepared" | "armed" | "revoked";
  /** The emergency session has a key and a role of its own, which only reduce exposure. */
  readonly lane: CastLane;
  readonly address: Address;
  readonly roleKey: Hex;
  readonly allowances: readonly SessionAllowance[];
  /** What contracts may be allowed to draw, for DISARM to take back. */
  readonly approvals: readonly { readonly token: Address; readonly spender: Address }[];
  /** Chain time. */
  readonly expiresAtMs: number;
  readonly words: readonly string[];
  /** What its owner wrote: a rotation goes on with it. */
  readonly terms: SessionTerms;
  /** The session of the other lane that the same signature arms; null where there is none. */
  readonly pairedId: string | null;
  /** Nonce of the Safe transaction that arms it. */
  readonly armNonce: string;
  /** What its owners sign to arm it, of a main session. Absent from sessions of before it was kept. */
  readonly armTx?: SafeTxJson;
  /** A block in which it was seen armed: a node behind that does not know it. Absent until then. */
  readonly armedAtBlock?: number;
};

type Row = { id: string; state: string; sealed: ArrayBuffer | null; record: string };

export class SessionRecords {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The session of a lane that was made last. */
  latest(lane: CastLane): SessionRecord | undefined {
    const [row] = this.#sql.exec<Row>(
      "select * from sessions where lane = ? order by created_wall_ms desc, id desc limit 1",
      lane,
    );
    return row === undefined ? undefined : toRecord(row);
  }

  /** Every key that may still be a member of a role on chain, the newest first. */
  list(): SessionRecord[] {
    return [...this.#sql.exec<Row>("select * from sessions order by created_wall_ms desc, id desc limit 50")].map(
      toRecord,
    );
  }

  /** The session that signs for a lane: each has a key and a role of its own. */
  armed(lane: CastLane): SessionRecord | undefined {
    const [row] = this.#sql.exec<Row>(
      "select * from sessions where state = 'armed' and lane = ? order by created_wall_ms desc limit 1",
      lane,
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
      "insert into sessions (id, state, lane, address, sealed, record, created_wall_ms) values (?, ?, ?, ?, ?, ?, ?)",
      record.id,
      record.state,
      record.lane,
      record.address,
      sealed.buffer,
      JSON.stringify(record),
      createdWallMs,
    );
  }

  /** Puts one session into use; any other of its lane loses its key. */
  arm(id: string, armedAtBlock: number): void {
    this.#sql.exec(
      `update sessions set state = 'revoked', sealed = null
       where id != ? and lane = (select lane from sessions where id = ?)`,
      id,
      id,
    );
    this.#sql.exec(
      "update sessions set state = 'armed', record = json_set(record, '$.armedAtBlock', ?) where id = ?",
      armedAtBlock,
      id,
    );
  }

  /** Destroys the key of one session. */
  revoke(id: string): void {
    this.#sql.exec("update sessions set state = 'revoked', sealed = null where id = ?", id);
  }

  /** Replaces a sealed key by the same one under another key-encryption key. One that was destroyed stays so. */
  reseal(id: string, sealed: Uint8Array<ArrayBuffer>): void {
    this.#sql.exec("update sessions set sealed = ? where id = ? and sealed is not null", sealed.buffer, id);
  }

  /** Destroys the keys of one lane, or every key of this vault. */
  revokeAll(lane?: CastLane): void {
    if (lane === undefined) this.#sql.exec("update sessions set state = 'revoked', sealed = null");
    else this.#sql.exec("update sessions set state = 'revoked', sealed = null where lane = ?", lane);
  }
}

const toRecord = (row: Row): SessionRecord => ({
  ...(JSON.parse(row.record) as SessionRecord),
  state: row.state as SessionRecord["state"],
});
