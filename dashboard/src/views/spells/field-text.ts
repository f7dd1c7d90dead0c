import { isJsonObject, type Json, type JsonObject } from "./json.ts";

type Path = readonly string[];

/** What a form's field shows of a value. */
export function readField(value: Json | undefined, path: Path): string {
  const found = path.reduce<Json | undefined>((at, name) => (isJsonObject(at) ? at[name] : undefined), value);
  if (found === undefined) return "";
  return typeof found === "string" ? found : JSON.stringify(found);
}

/**
 * The object with what was typed into a field. Nothing typed is lost: a number becomes one only where it reads back as it was
 * typed, all else stays a text, whatever may be wrong with it. An emptied field is taken out.
 */
export function writeField(
  object: JsonObject,
  path: Path,
  text: string,
  kind: "text" | "integer" = "text",
): JsonObject {
  const [name, ...rest] = path;
  if (name === undefined) return object;
  const { [name]: before, ...others } = object;
  if (rest.length > 0) {
    const inner = writeField(isJsonObject(before) ? before : {}, rest, text, kind);
    return Object.keys(inner).length === 0 && before === undefined ? object : put(object, name, inner);
  }
  if (text === "") return others;
  const isNumber = kind === "integer" && /^(0|[1-9]\d{0,14})$/.test(text);
  return put(object, name, isNumber ? Number(text) : text);
}

/** In its place, where it has one. */
export const put = (object: JsonObject, name: string, value: Json): JsonObject => ({ ...object, [name]: value });
