/**
 * Bindings that tell of each call: of a cache or queue, and of each object that a namespace gives out. Methods of a remote
 * object are properties of it that can be called, and must be called as such.
 */
export function countCalls<Env extends object>(env: Env, onCall: () => void): Env {
  return intercept(env, (binding) =>
    typeof binding === "object" && binding !== null
      ? intercept(binding, (member, call, name) => {
          if (typeof member !== "function") return member;
          if (name === "getByName")
            return (...args: unknown[]) =>
              intercept(call(args) as object, (_method, ask) => (...said: unknown[]) => {
                onCall();
                return ask(said);
              });
          return (...args: unknown[]) => {
            onCall();
            return call(args);
          };
        })
      : binding,
  );
}

type Call = (args: readonly unknown[]) => unknown;

function intercept<Target extends object>(
  target: Target,
  replace: (member: unknown, call: Call, name: string | symbol) => unknown,
): Target {
  return new Proxy(target, {
    get: (_target, name) => {
      const members = target as Record<string | symbol, Call & ((...args: readonly unknown[]) => unknown)>;
      return replace(members[name], (args) => members[name]?.(...args), name);
    },
  });
}
