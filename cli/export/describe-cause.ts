import { Problem } from "../../contracts/problem.ts";

/** Why a request failed stands in the cause of the error that fetch throws. */
export function describeCause(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message?: string };
  return cause?.code ?? cause?.message ?? message ?? String(error);
}

/** What a server says of itself when it does not serve. */
export async function describeRefusal(response: Response): Promise<string> {
  try {
    const problem = Problem.safeParse(await response.json());
    if (problem.success) return problem.data.detail;
  } catch {}
  return `${new URL(response.url).origin} answered ${response.status}`;
}
