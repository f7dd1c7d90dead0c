/** Why an export ends early, in a sentence for people. What is whole stays, and the same command goes on from there. */
export class ExportFault extends Error {
  override readonly name = "ExportFault";
}
