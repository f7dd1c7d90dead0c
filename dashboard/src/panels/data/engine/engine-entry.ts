import { z } from "zod";

/** `GET /v1/console`: the engine that this build of the page runs. */
export const EngineEntry = z.object({
  version: z.string(),
  href: z.string(),
  /** Of the engine, and of what is sent: it is compressed on its way. */
  byteSize: z.int().positive(),
  transferSize: z.int().positive(),
});
export type EngineEntry = z.infer<typeof EngineEntry>;
