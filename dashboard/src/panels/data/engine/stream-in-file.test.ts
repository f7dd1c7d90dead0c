import { tableFromArrays, tableFromIPC, tableToIPC } from "@uwdata/flechette";
import { expect, test } from "vitest";
import { streamInFile } from "./stream-in-file.ts";

const table = tableFromArrays({ asset: ["BTC-USD", "ETH-USD"], price: [1, 2] });
const file = tableToIPC(table, { format: "file" }) ?? new Uint8Array();

test("the stream within a file has the file's rows and nothing of its ends", () => {
  const stream = streamInFile(file);
  expect(stream?.byteOffset).toBe(0);
  expect(tableFromIPC(stream ?? new Uint8Array()).toArray()).toEqual(table.toArray());
});

test.each([
  ["nothing", new Uint8Array()],
  ["a file that was cut", file.subarray(0, -4)],
  ["a stream", tableToIPC(table, { format: "stream" }) ?? new Uint8Array()],
])("%s is no Arrow file", (_what, bytes) => expect(streamInFile(bytes)).toBeNull());
