import atlasUrl from "world-atlas/countries-110m.json?url";
import type { z } from "zod";
import type { Host } from "../../../host/panel.ts";
import { type Loaded, useLoaded } from "../../../host/use-loaded.ts";
import { Atlas } from "./projection.ts";

/** The shapes of land: a file of our own origin that is loaded with the map. Places stand without it, too. */
export const useAtlas = (load: Host["load"]): Loaded<z.infer<typeof Atlas>> => useLoaded(load, atlasUrl, Atlas);
