import { type Address, bytesToHex, type Hex, hexToBytes, numberToBytes } from "viem";
import type { ActorState } from "../../actors/core/state.ts";
import type { VaultAccess } from "../../contracts/vault-access.ts";

const viewTokensMax = 200;

export type GrantedView = NonNullable<VaultAccess["views"]>[number];
type NewView = {
  readonly tokenHash: string;
  readonly label: string | null;
  readonly owner: Address;
  readonly createdWallMs: number;
  readonly expiresWallMs: number;
};
type GrantRow = {
  token_hash: string;
  expires_wall_ms: number;
  granted_by: string | null;
  label: string | null;
  created_wall_ms: number | null;
};

const viewIdOf = (tokenHash: string): string => tokenHash.slice(2, 34);

/**
 * Nonces for acts, and tokens that may read the vault. A nonce is `expiry (8) ‖ random (8) ‖ tag (16)`: the vault knows its own
 * by the tag, and stores those that were used. Asking for nonces writes nothing, so that nobody's asking fills the vault or
 * takes another's nonce away. Tokens are stored as hashes.
 */
export class AccessRecords {
  readonly #sql: SqlStorage;
  readonly #state: ActorState;

  constructor(sql: SqlStorage, state: ActorState) {
    this.#sql = sql;
    this.#state = state;
  }

  async issueNonce(expiresWallMs: number): Promise<Hex> {
    const random = crypto.getRandomValues(new Uint8Array(8));
    const body = Uint8Array.from([...numberToBytes(expiresWallMs, { size: 8 }), ...random]);
    return bytesToHex(Uint8Array.from([...body, ...(await this.#tag(body))]));
  }

  /** True once per nonce that this vault issued, until it expires. */
  async consumeNonce(nonce: Hex, nowWallMs: number): Promise<boolean> {
    const bytes = hexToBytes(nonce);
    const body = bytes.slice(0, 16);
    if (bytesToHex(await this.#tag(body)) !== bytesToHex(bytes.slice(16))) return false;
    const expiresWallMs = Number(new DataView(body.buffer).getBigUint64(0));
    if (expiresWallMs < nowWallMs) return false;
    this.#sql.exec("delete from nonces where expires_wall_ms < ?", nowWallMs);
    const used = this.#sql.exec(
      "insert into nonces (nonce, expires_wall_ms) values (?, ?) on conflict do nothing returning nonce",
      nonce.toLowerCase(),
      expiresWallMs,
    );
    return [...used].length > 0;
  }

  async #tag(body: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
    const known = this.#state.get<Hex>("nonceSecret");
    const secret = known ?? bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
    if (known === undefined) this.#state.set("nonceSecret", secret);
    const hmac = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", Uint8Array.from(hexToBytes(secret)), hmac, false, ["sign"]);
    return new Uint8Array(await crypto.subtle.sign("HMAC", key, body)).slice(0, 16);
  }

  /** Its id is half of its token's hash. A further token than the vault holds ends the one that would end first. */
  grantView({ tokenHash, label, owner, createdWallMs, expiresWallMs }: NewView): string {
    this.#sql.exec(
      `delete from grants where token_hash in
       (select token_hash from grants order by expires_wall_ms desc limit -1 offset ?)`,
      viewTokensMax - 1,
    );
    this.#sql.exec(
      `insert or replace into grants (token_hash, expires_wall_ms, granted_by, label, created_wall_ms)
       values (?, ?, ?, ?, ?)`,
      tokenHash,
      expiresWallMs,
      owner,
      label,
      createdWallMs,
    );
    return viewIdOf(tokenHash);
  }

  /** Ended ones are not among them. The newest first. */
  views(nowWallMs: number): GrantedView[] {
    const rows = this.#sql.exec<GrantRow>(
      "select * from grants where expires_wall_ms >= ? order by created_wall_ms desc, token_hash",
      nowWallMs,
    );
    return [...rows].map((row) => ({
      id: viewIdOf(row.token_hash),
      label: row.label,
      owner: row.granted_by,
      createdWallMs: row.created_wall_ms,
      expiresWallMs: row.expires_wall_ms,
    }));
  }

  endView(id: string): void {
    this.#sql.exec("delete from grants where substr(token_hash, 3, 32) = ?", id);
  }

  /** Who is no owner any more lets nobody read. */
  endViewsOf(owner: Address): void {
    this.#sql.exec("delete from grants where granted_by = ?", owner);
  }

  viewOf(tokenHash: string, nowWallMs: number): string | null {
    this.#sql.exec("delete from grants where expires_wall_ms < ?", nowWallMs);
    const isThere = [...this.#sql.exec("select 1 from grants where token_hash = ?", tokenHash)].length > 0;
    return isThere ? viewIdOf(tokenHash) : null;
  }
}

export async function hashToken(token: string): Promise<string> {
  return bytesToHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token))));
}
