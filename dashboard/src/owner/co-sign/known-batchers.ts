/**
 * keccak256 of the code of MultiSendCallOnly in the Safe's releases 1.3.0, 1.4.1 and 1.5.0, as `safe-deployments` has them. It makes
 * the calls that its data name and no other, so a batch by it can be told call by call.
 */
const known: ReadonlySet<string> = new Set([
  "0xa9865ac2d9c7a1591619b188c4d88167b50df6cc0c5327fcbd1c8c75f7c066ad",
  "0xecd5bd14a08c5d2122379900b2f272bdf107a7e92423c10dd5fe3254386c9939",
  "0xcdbdcec38d2f1c7d961b0029ff8416b7e86e9974d6f0e9c9580c7d17fcfb6663",
]);

export const isKnownBatcher = (codeHash: string | null): boolean => codeHash !== null && known.has(codeHash);
