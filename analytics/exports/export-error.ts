/**
 * Why an export ended early. Whatever the code, the last snapshot is as it was, and the next run makes up for it.
 * - `store-unavailable`: the rows could not be read
 * - `another-run-won`: another run of the same dataset has written a snapshot meanwhile
 */
export class ExportError extends Error {
  override readonly name = "ExportError";
  readonly code: "store-unavailable" | "another-run-won";

  constructor(code: ExportError["code"], message: string) {
    super(message);
    this.code = code;
  }
}
