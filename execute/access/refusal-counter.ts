import type { VaultFault, VaultFaultCode } from "../../contracts/vault-fault.ts";
import { type Bucket, type BucketLimit, takeToken } from "../core/access/token-bucket.ts";
import type { RefusalRecords } from "../records/refusal-records.ts";

const writes: BucketLimit = { capacity: 20, perSecond: 1 };

/**
 * Counts refused proofs for the audit log. Each is written at once; in a flood they are counted in memory and written about
 * once a second, so that a flood costs no storage. What is then not written yet is lost with the object: a number of
 * attempts that did nothing.
 */
export class RefusalCounter {
  readonly #records: RefusalRecords;
  readonly #nowWallMs: () => number;
  readonly #waiting = new Map<string, { code: VaultFaultCode; actor: string; count: number }>();
  #bucket: Bucket | undefined;

  constructor(records: RefusalRecords, nowWallMs: () => number) {
    this.#records = records;
    this.#nowWallMs = nowWallMs;
  }

  add({ code }: VaultFault, actor: string): void {
    const key = `${actor} ${code}`;
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) this.#waiting.set(key, { code, actor, count: 1 });
    else waiting.count += 1;
    const taken = takeToken(this.#bucket, writes, this.#nowWallMs());
    this.#bucket = taken.bucket;
    if (taken.ok) this.flush();
  }

  /** Before the log is read. */
  flush(): void {
    for (const refused of this.#waiting.values()) this.#records.add(refused, this.#nowWallMs());
    this.#waiting.clear();
  }
}
