import { expect, test } from "vitest";
import { isDown } from "./answer-route.ts";

test.each([
  ["a good answer", 200, "application/json", false],
  ["the server's own word that there is nothing yet", 503, "application/problem+json", false],
  ["a mistake of who asked", 400, "application/problem+json", false],
  ["a gateway that reached nobody", 502, "text/html", true],
  ["an error without a form", 500, null, true],
])("%s", (_, status, type, expected) => {
  expect(isDown({ status, headers: new Headers(type === null ? {} : { "content-type": type }) })).toBe(expected);
});
