import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from "node:fs";

/** Where an answer goes, piece by piece. */
export type Sink = {
  write(piece: string | Uint8Array): void;
  /** The answer is whole. */
  end(): void;
  /** It will not be: nothing of it stays under the file's name. */
  drop(): void;
};

export const textSink = (out: (text: string) => void): Sink => ({
  write: (piece) => out(typeof piece === "string" ? piece : new TextDecoder().decode(piece)),
  end() {},
  drop() {},
});

/** A file that has its name once it is whole; a pipe or a device is written to as it is. Throws where it cannot be written. */
export function fileSink(path: string): Sink {
  const present = statSync(path, { throwIfNoEntry: false });
  const target = present === undefined ? path : realpathSync(path);
  const isReplaced = present === undefined || present.isFile();
  const draft = isReplaced ? `${target}.${process.pid}.part` : path;
  const file = openSync(draft, isReplaced ? "wx" : "w");
  return {
    write(piece) {
      const bytes = typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    },
    end() {
      closeSync(file);
      if (isReplaced) renameSync(draft, target);
    },
    drop() {
      closeSync(file);
      if (isReplaced) rmSync(draft, { force: true });
    },
  };
}
