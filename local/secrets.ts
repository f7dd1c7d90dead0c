import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

const Secrets = z.strictObject({
  /** Ed25519, base64 of PKCS#8: the edge Worker's. */
  firesSigningKey: z.string(),
  /** Its public half, base64 of SPKI: the vault Worker's. */
  firesPublicKey: z.string(),
  /** 32 bytes, base64: the vault Worker's. */
  keyEncryptionKey: z.string(),
});
export type LocalSecrets = z.infer<typeof Secrets>;

/** The secrets of this machine's local run, made at random once and kept in the git-ignored folder. */
export function readOrMakeSecrets(path: string): LocalSecrets {
  if (existsSync(path)) return Secrets.parse(JSON.parse(readFileSync(path, "utf8")));
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const secrets: LocalSecrets = {
    firesSigningKey: privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
    firesPublicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64"),
    keyEncryptionKey: randomBytes(32).toString("base64"),
  };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
