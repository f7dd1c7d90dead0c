import { config } from "zod";

/** zod would try whether code can be built from text; the page's policy forbids that and would report each try. */
config({ jitless: true });
