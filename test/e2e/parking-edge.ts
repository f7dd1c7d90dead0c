import { queueOf } from "../../worker/bindings.ts";
import edge from "../../worker/index.ts";

export * from "../../worker/index.ts";

const path = "/v1/test-queues/";

/** The edge Worker, and a way to put any message into any of its queues. */
export default {
  ...edge,
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith(path)) return edge.fetch(request, env, ctx);
    await queueOf(env, pathname.slice(path.length)).send(await request.json(), { contentType: "json" });
    return new Response(null, { status: 202 });
  },
} satisfies ExportedHandler<Parameters<typeof edge.queue>[1]>;
