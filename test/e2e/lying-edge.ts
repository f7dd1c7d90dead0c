import edge from "../../worker/index.ts";

export * from "../../worker/index.ts";

/**
 * An edge Worker in the hands of an attacker: it has every binding and secret of the real one, and calls anything of a
 * vault with anything. `POST /v1/test-call/<vault>/<member>` with a JSON list of arguments.
 */
export default {
  ...edge,
  async fetch(request, env, ctx) {
    const [, vault, member] = /^\/v1\/test-call\/(0x[0-9a-f]{40})\/(\w+)$/.exec(new URL(request.url).pathname) ?? [];
    if (vault === undefined || member === undefined) return edge.fetch(request, env, ctx);
    const stub = env.VAULT.getByName(vault) as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    try {
      const args = (await request.json()) as unknown[];
      return Response.json({ answer: (await stub[member]?.(...args)) ?? null });
    } catch (cause) {
      return Response.json({ failed: String(cause) });
    }
  },
} satisfies ExportedHandler<Parameters<typeof edge.fetch>[1]>;
