import type { PipelinesFile } from "../../contracts/pipelines-file.ts";

/** The pipeline as a Mermaid flow chart: schedules, stages and queues; dead-letter queues are dashed. */
export function drawGraph(file: PipelinesFile): string {
  const lines = ["flowchart LR"];
  for (const [name, stage] of Object.entries(file.stages)) {
    lines.push(`  ${id("stage", name)}["${name}<br/><small>${stage.worker}</small>"]`);
    if (stage.cron !== undefined) lines.push(`  ${id("cron", name)}(["${stage.cron}"]) --> ${id("stage", name)}`);
    for (const queue of Object.keys(stage.consumes)) {
      lines.push(`  ${id("queue", queue)} --> ${id("stage", name)}`);
    }
    for (const [queue, contract] of Object.entries(stage.emits)) {
      lines.push(`  ${id("stage", name)} -->|${contract}| ${id("queue", queue)}`);
    }
  }
  for (const [name, queue] of Object.entries(file.queues)) {
    lines.push(`  ${id("queue", name)}[/"${name}"/]`);
    if (queue.dead_letter !== undefined) {
      lines.push(`  ${id("queue", name)} -.-> ${id("queue", queue.dead_letter)}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

const id = (kind: string, name: string) => `${kind}_${name.replaceAll("-", "_")}`;
