import { type Context, Hono } from "hono";
import { z } from "zod";
import type { EdgeEnv } from "../bindings.ts";
import { answerProblem } from "./problem.ts";

type Env = { Bindings: Pick<EdgeEnv, "ASSETS"> };

/** What the build wrote beside the page. */
const Engine = z.object({
  file: z.string(),
  version: z.string(),
  byteSize: z.int().positive(),
  transferSize: z.int().positive(),
});
const filePattern = /^duckdb-eh-[0-9a-f]{16}\.wasm$/;

/**
 * The engine of the SQL console. It lies compressed among the assets, which would serve it as a file to save; here it gets the headers
 * by which a browser takes it for what it is.
 */
export const consoleRoutes = new Hono<Env>()
  .get("/console", async (context) => {
    const found = await findAsset(context, "engine.json");
    if (found === null) return answerProblem(context, "unavailable", "This build of the page has no SQL console.");
    const { file, ...engine } = Engine.parse(await found.json());
    context.header("cache-control", "no-cache");
    return context.json({ ...engine, href: `/v1/console/${file}` });
  })
  .get("/console/:file", async (context) => {
    const file = context.req.param("file");
    const found = filePattern.test(file) ? await findAsset(context, `${file}.gz`) : null;
    if (found === null) return answerProblem(context, "not-found", "There is no such file; /v1/console names the one.");
    return new Response(found.body, {
      // The bytes are compressed already, and are sent as they are.
      encodeBody: "manual",
      headers: {
        "content-encoding": "gzip",
        "content-type": "application/wasm",
        "cache-control": "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
      },
    });
  });

/** In the place of an asset that is not there, the page itself is answered. */
async function findAsset(context: Context<Env>, name: string): Promise<Response | null> {
  const response = await context.env.ASSETS.fetch(new URL(`/console/${name}`, context.req.url).href);
  const isPage = response.headers.get("content-type")?.startsWith("text/html") ?? false;
  if (response.ok && !isPage) return response;
  await response.body?.cancel();
  return null;
}
