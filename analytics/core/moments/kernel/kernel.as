// AssemblyScript, compiled by compile-kernel.ts. The numeric core of co-moments: what it keeps are whole numbers, so every sum is the
// same in whatever order it is made, and what was added can be taken away again without a trace.

export { clearPanel, configure, panelStart, sumAddress } from "./panels";
export { fold } from "./fold";
export { scanPanel } from "./scan";
export { correlateColumns, measureRows, preparePanel, setTables, takeEdges } from "./correlate";
