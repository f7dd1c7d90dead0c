import { bytesToHex } from "viem";

const outstandingMax = 64;

/** Nonces that the vault issued, and tokens that may read it. Tokens are stored as hashes. */
export class AccessRecords {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Issues a nonce for one act. The oldest of too many goes: asking for nonces cannot fill the vault. */
  issueNonce(expiresWallMs: number, nowWallMs: number): string {
    const nonce = bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
    this.#sql.exec("delete from nonces where expires_wall_ms < ?", nowWallMs);
    this.#sql.exec(
      "delete from nonces where nonce in (select nonce from nonces order by expires_wall_ms desc limit -1 offset ?)",
      outstandingMax - 1,
    );
    this.#sql.exec("insert into nonces (nonce, expires_wall_ms) values (?, ?)", nonce, expiresWallMs);
    return nonce;
  }

  /** True once per issued nonce. */
  consumeNonce(nonce: string, nowWallMs: number): boolean {
    const { rowsWritten } = this.#sql.exec(
      "delete from nonces where nonce = ? and expires_wall_ms >= ?",
      nonce,
      nowWallMs,
    );
    return rowsWritten > 0;
  }

  grantView(tokenHash: string, expiresWallMs: number): void {
    this.#sql.exec(
      "insert or replace into grants (token_hash, expires_wall_ms) values (?, ?)",
      tokenHash,
      expiresWallMs,
    );
  }

  mayView(tokenHash: string, nowWallMs: number): boolean {
    this.#sql.exec("delete from grants where expires_wall_ms < ?", nowWallMs);
    return [...this.#sql.exec("select 1 from grants where token_hash = ?", tokenHash)].length > 0;
  }
}

export async function hashToken(token: string): Promise<string> {
  return bytesToHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token))));
}
