import type { Locator, Page } from "playwright-core";

/** The dialog that asks before something is done, with its wallet chosen, once it can be agreed to. */
export async function actDialog(
  page: Page,
  title: string,
): Promise<{ readonly dialog: Locator; readonly yes: Locator }> {
  const dialog = page.getByRole("dialog", { name: title, exact: true });
  await dialog.waitFor();
  const yes = dialog.getByRole("button", { name: title, exact: true });
  const choice = dialog.getByRole("radio", { name: "Test wallet" });
  await choice
    .or(yes.and(page.locator(":enabled")))
    .first()
    .waitFor();
  if ((await choice.count()) > 0) await choice.check();
  return { dialog, yes };
}

/** Reads what is asked, says yes, has the wallet sign where it has to, and resolves to what was read. */
export async function confirmAct(page: Page, title: string): Promise<string> {
  const { dialog, yes } = await actDialog(page, title);
  const text = (await dialog.textContent()) ?? "";
  await yes.click();
  await dialog.waitFor({ state: "detached", timeout: 30_000 });
  return text;
}
