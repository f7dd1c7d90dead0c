import { type Context, Hono } from "hono";
import { VaultAddress } from "../../contracts/ids.ts";
import type { EdgeEnv } from "../bindings.ts";
import { liveFeedOf } from "../live.ts";
import { answerProblem } from "./problem.ts";

type Env = { Bindings: EdgeEnv };

const bodyBytesMax = 32_000;

/** A vault's own routes. The vault decides itself who may read or act; this Worker's word counts for nothing there. */
export const vaultRoutes = new Hono<Env>()
  .get("/vaults/:address/nonce", async (context) => {
    const vault = vaultOf(context);
    if (vault === null) return answerProblem(context, "bad-request", "expected the address of a vault");
    return context.json(await vault.stub.nonce());
  })
  .post("/vaults/:address/acts", async (context) => {
    const vault = vaultOf(context);
    if (vault === null) return answerProblem(context, "bad-request", "expected the address of a vault");
    const text = await context.req.text();
    if (text.length > bodyBytesMax) return answerProblem(context, "bad-request", "the act is too long");
    const act = parseJson(text);
    if (act === undefined) return answerProblem(context, "bad-request", "the body is no JSON");
    const result = await vault.stub.act(act);
    if (result.ok) return context.json(result.value);
    return answerProblem(context, "vault-refused", `${result.error.code}: ${result.error.message}`);
  })
  .get("/vaults/:address", async (context) => {
    const vault = vaultOf(context);
    if (vault === null) return answerProblem(context, "bad-request", "expected the address of a vault");
    const token = /^Bearer (\S+)$/.exec(context.req.header("authorization") ?? "")?.[1] ?? "";
    const result = await vault.stub.view(token);
    if (result.ok) return context.json(result.value, 200, { "cache-control": "private, no-store" });
    return answerProblem(context, "not-allowed", result.error.message);
  })
  .get("/live", async (context) => {
    const topic = context.req.query("topic") ?? "public";
    if (topic !== "public") {
      const address = VaultAddress.safeParse(topic.replace(/^vault:/, ""));
      const token = context.req.query("token") ?? "";
      if (!topic.startsWith("vault:") || !address.success)
        return answerProblem(context, "bad-request", "no such topic");
      const mayRead = await context.env.VAULT.getByName(address.data).checkView(token);
      if (!mayRead) return answerProblem(context, "not-allowed", "the view token is unknown or has expired");
    }
    return liveFeedOf(context.env).fetch(context.req.raw);
  });

function vaultOf(context: Context<Env>) {
  const address = VaultAddress.safeParse(context.req.param("address")?.toLowerCase());
  return address.success ? { address: address.data, stub: context.env.VAULT.getByName(address.data) } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
