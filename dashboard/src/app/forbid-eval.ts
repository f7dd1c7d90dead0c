import { config } from "zod/v4";

export * from "zod/v4";

/**
 * zod would try whether code can be built from text; the page's policy forbids that and would report each try. The build puts this
 * file in the place of zod for every module: it must have run before the first schema is made, in whichever file that ends up.
 */
config({ jitless: true });
