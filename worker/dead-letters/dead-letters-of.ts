import type { DeadLettersActor } from "./dead-letters-actor.ts";

/** The one object of this deployment. */
export const deadLettersOf = (env: { readonly DEAD_LETTERS: DurableObjectNamespace<DeadLettersActor> }) =>
  env.DEAD_LETTERS.getByName("all");
