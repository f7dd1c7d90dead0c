import { useEffect, useState } from "react";
import type { LoadProblem } from "../../../data/fetch-json.ts";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";
import { DatasetAnswer, ExportList } from "./answers.ts";

export type Catalogue = {
  /** Null while it loads. */
  readonly datasets: readonly DatasetAnswer[] | null;
  readonly problem: LoadProblem | null;
  readonly retry: () => void;
};

/** Every exported dataset with its fields and files; asked for again after each run of the analytics, which writes them. */
export function useCatalogue(host: Host): Catalogue {
  const { load } = host;
  const list = useLoaded(load, "/v1/exports", ExportList, host.state.clusters.data?.asOfMs ?? 0);
  const [answer, setAnswer] = useState<Pick<Catalogue, "datasets" | "problem">>({ datasets: null, problem: null });
  useEffect(() => {
    if (list.data === null) return;
    let isOver = false;
    const names = [...new Set(list.data.exports.map(({ dataset }) => dataset))];
    void Promise.all(names.map((name) => load(`/v1/exports/${name}`, DatasetAnswer))).then((results) => {
      if (isOver) return;
      const failed = results.find((result) => !result.ok);
      if (failed?.ok === false) setAnswer((before) => ({ ...before, problem: failed.error }));
      else setAnswer({ datasets: results.flatMap((result) => (result.ok ? [result.value] : [])), problem: null });
    });
    return () => {
      isOver = true;
    };
  }, [load, list.data]);
  return { datasets: answer.datasets, problem: answer.problem ?? list.problem, retry: list.retry };
}
