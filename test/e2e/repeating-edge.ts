import edge from "../../worker/index.ts";
import { deliverRepeatedly } from "./deliver-repeatedly.ts";

export * from "../../worker/index.ts";

/** The edge Worker, every queue message of which arrives twice at the same time and once more; and it tells its environment. */
export default {
  ...edge,
  fetch(request, env, ctx) {
    if (new URL(request.url).pathname !== "/v1/test-environment") return edge.fetch(request, env, ctx);
    const entries = Object.entries(env).map(([name, value]) => [name, typeof value === "string" ? value : "(binding)"]);
    return Response.json(Object.fromEntries(entries));
  },
  queue: (batch, env) => deliverRepeatedly(batch, (again) => edge.queue(again, env)),
} satisfies ExportedHandler<Parameters<typeof edge.queue>[1]>;
