import { checkSteps } from "./check-steps.ts";
import { runSteps } from "./run-steps.ts";

// npm run check
process.exitCode = (await runSteps(checkSteps)) ? 0 : 1;
