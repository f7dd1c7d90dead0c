/**
 * Puts a text in the place of a part of a field, as if it was typed, so that the browser's own undo takes it back. Where a browser
 * cannot do that, the field is given the whole text.
 */
export function replaceText(
  field: HTMLTextAreaElement,
  range: { readonly from: number; readonly to: number },
  text: string,
  onText: (text: string) => void,
): void {
  field.focus();
  field.setSelectionRange(range.from, range.to);
  // The only way that keeps the undo history. It is of old, and every browser has it.
  const isDone = document.execCommand(text === "" ? "delete" : "insertText", false, text);
  if (isDone) return;
  onText(field.value.slice(0, range.from) + text + field.value.slice(range.to));
}
