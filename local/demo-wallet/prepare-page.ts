import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { writeBuildList } from "../build-list.ts";
import type { LocalChain } from "../chain/start-chain.ts";
import type { DemoWalletFile } from "./demo-wallet-file.ts";

/**
 * A copy of the built page for a local run, with the demo wallets beside it: the local chain's owner and its operator. What is
 * deployed is `dashboard/dist` as it was built, which holds none of this. Returns the folder.
 */
export async function prepareLocalPage(root: string, dir: string, chain: LocalChain): Promise<string> {
  const page = join(dir, "page");
  rmSync(page, { recursive: true, force: true });
  cpSync(join(root, "dashboard", "dist"), page, { recursive: true });
  writeFileSync(join(page, "demo-wallet.js"), await bundleWallet(root));
  const { owner, deployer } = chain.accounts;
  const file: DemoWalletFile = {
    rpcUrl: chain.rpcUrl,
    chainId: chain.deployment.chainId,
    accounts: [
      { name: "Demo wallet (owner)", privateKey: owner.privateKey },
      { name: "Demo wallet (operator)", privateKey: deployer.privateKey },
    ],
  };
  writeFileSync(join(page, "demo-wallet.json"), JSON.stringify(file));
  edit(join(page, "index.html"), "</head>", '<script type="module" src="/demo-wallet.js"></script></head>');
  // A wallet reaches its node from a place of its own; this one lives in the page.
  edit(join(page, "_headers"), "connect-src 'self';", `connect-src 'self' ${chain.rpcUrl};`);
  writeBuildList(page);
  return page;
}

async function bundleWallet(root: string): Promise<string> {
  const built = await build({
    ...{ root, configFile: false, logLevel: "warn", publicDir: false },
    build: {
      write: false,
      target: "es2024",
      lib: { entry: join(import.meta.dirname, "page/entry.ts"), formats: ["es"], fileName: "demo-wallet" },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const chunk = outputs.flatMap((one) => ("output" in one ? one.output : [])).find(({ type }) => type === "chunk");
  if (chunk === undefined || !("code" in chunk)) throw new Error("the demo wallet could not be built");
  return chunk.code;
}

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  writeFileSync(path, text.replace(from, to));
}
