import { randomBytes } from "node:crypto";
import { chmod, readFile, writeFile } from "node:fs/promises";

/** The server's password: made at random once, kept in a file that only its owner reads. Safe inside a URL. */
export async function readPassword(path: string): Promise<string> {
  try {
    await writeFile(path, randomBytes(24).toString("base64url"), { flag: "wx", mode: 0o600 });
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== "EEXIST") throw problem;
  }
  await chmod(path, 0o600);
  const password = (await readFile(path, "utf8")).trim();
  // Hyperdrive refuses an empty password.
  if (password === "") throw new Error(`${path} is empty: remove its folder to start afresh`);
  return password;
}
