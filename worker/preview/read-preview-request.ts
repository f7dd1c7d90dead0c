import { err, ok, type Result } from "../../contracts/result.ts";
import { PreviewRequest } from "../../contracts/trigger-preview.ts";
import type { PreviewRefusal } from "./plan-preview.ts";

/** A request's body. What is wrong inside the trigger is the trigger's mistake, with the field's path in it. */
export function readPreviewRequest(text: string): Result<PreviewRequest, PreviewRefusal> {
  const json = parseJson(text);
  if (json === undefined) return err({ code: "bad-request", mistake: null, detail: "the body is no JSON" });
  const parsed = PreviewRequest.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const [first, ...rest] = issue?.path ?? [];
  const message = issue?.message ?? "refused";
  if (first !== "trigger" || !isObject(json) || !isObject(json.trigger)) {
    const where = issue === undefined || issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
    return err({ code: "bad-request", mistake: null, detail: `${where}${message}` });
  }
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const field = [...rest, ...unknown].join(".");
  const mistake = { field, reason: "refused", message, position: null, suggestion: null };
  return err({ code: "trigger-refused", detail: field === "" ? message : `${field}: ${message}`, mistake });
}

const isObject = (value: unknown): value is { readonly trigger?: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
