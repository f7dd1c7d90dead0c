/** SQLite rows of the platform hold 2 MB. */
const partBytes = 1_500_000;

export type SnapshotHead = { readonly seq: number; readonly tick: number; readonly parts: number };

/** Stored states of a shard, each as it was after the log row `seq`. */
export class SnapshotRows {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(seq: number, tick: number, bytes: Uint8Array<ArrayBuffer>): void {
    this.remove(seq);
    const parts = Math.ceil(bytes.length / partBytes);
    for (let part = 0; part < parts; part += 1) {
      const body = bytes.slice(part * partBytes, (part + 1) * partBytes).buffer;
      this.#sql.exec("insert into snapshot_parts (seq, part, body) values (?, ?, ?)", seq, part, body);
    }
    this.#sql.exec("insert into snapshots (seq, tick, parts) values (?, ?, ?)", seq, tick, parts);
  }

  /** Newest first. */
  heads(): SnapshotHead[] {
    return [...this.#sql.exec<SnapshotHead>("select seq, tick, parts from snapshots order by seq desc")];
  }

  /** The bytes as they were stored; undefined where a part is missing. */
  read({ seq, parts }: SnapshotHead): Uint8Array<ArrayBuffer> | undefined {
    const bodies: ArrayBuffer[] = [];
    for (let part = 0; part < parts; part += 1) {
      const [row] = this.#sql.exec<{ body: ArrayBuffer }>(
        "select body from snapshot_parts where seq = ? and part = ?",
        seq,
        part,
      );
      if (row === undefined) return undefined;
      bodies.push(row.body);
    }
    const bytes = new Uint8Array(bodies.reduce((sum, body) => sum + body.byteLength, 0));
    let at = 0;
    for (const body of bodies) {
      bytes.set(new Uint8Array(body), at);
      at += body.byteLength;
    }
    return bytes;
  }

  remove(seq: number): void {
    this.#sql.exec("delete from snapshot_parts where seq = ?", seq);
    this.#sql.exec("delete from snapshots where seq = ?", seq);
  }
}
