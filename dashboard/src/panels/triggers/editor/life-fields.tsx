import { ChoiceField } from "../../../components/choice-field.tsx";
import { TextField } from "../../../components/text-field.tsx";
import type { FieldsProps } from "./fields-props.ts";
import { HoursFields } from "./hours-fields.tsx";
import { OtherTriggers } from "./other-triggers.tsx";

/** When it may fire besides its condition: how long, how often, at which times, and what without data. */
export function LifeFields(props: FieldsProps) {
  const { read, write, faultOf, others } = props;
  const text = (field: string, label: string, hint: string, placeholder = "") => (
    <TextField
      label={label}
      hint={hint}
      value={read([field])}
      fault={faultOf(field)}
      placeholder={placeholder}
      onChange={(typed) => write([field], typed)}
    />
  );
  const isRepeat = read(["mode"]) === "repeat";
  const groups = [...new Set(others.flatMap(({ group }) => (group === undefined ? [] : [group])))];
  return (
    <>
      <div className="tr-fields">
        <ChoiceField
          label="How often"
          value={read(["mode"]) || "once"}
          fault={faultOf("mode")}
          hint={isRepeat ? "It re-arms when it is clear again." : "It ends at its first fire."}
          choices={[
            ["once", "once"],
            ["repeat", "again and again"],
          ]}
          onChange={(mode) => write(["mode"], mode === "once" ? "" : mode)}
        />
        {text("for", "Must hold for", "True at consecutive evaluations for so long before it fires.", "0s")}
        {text("keepFor", "Must stay clear for", "Before a fired trigger re-arms.", "0s")}
        {text("cooldown", "Cooldown", "After a fire it does not fire for so long.", "0s")}
        <TextField
          label="Fires at most"
          unit="times"
          hint="Then it disarms itself, visibly."
          isNumber
          value={read(["maxFires"])}
          fault={faultOf("maxFires")}
          placeholder="no limit"
          onChange={(typed) => write(["maxFires"], typed, "integer")}
        />
      </div>
      <Fold title="Times: validity and active hours" isOpen={hasAny(props, ["validFrom", "validUntil", "activeHours"])}>
        <div className="tr-fields">
          <TextField
            label="Valid from"
            hint="ISO 8601 with an offset."
            value={read(["validFrom"])}
            fault={faultOf("validFrom")}
            placeholder="2026-01-05T09:00:00Z"
            onChange={(typed) => write(["validFrom"], typed, "integer")}
          />
          <TextField
            label="Valid until"
            hint="Then it has expired."
            value={read(["validUntil"])}
            fault={faultOf("validUntil")}
            placeholder="2026-02-05T09:00:00Z"
            onChange={(typed) => write(["validUntil"], typed, "integer")}
          />
        </div>
        <HoursFields {...props} />
      </Fold>
      <Fold title="Without data, priority, and other triggers" isOpen={hasAny(props, rare)}>
        <div className="tr-fields">
          <ChoiceField
            label="Without data"
            value={read(["noData"]) || "hold"}
            fault={faultOf("noData")}
            hint="What it does while its condition is unknown."
            choices={[
              ["hold", "wait, the time does not count"],
              ["clear", "count as false"],
              ["disarm", "disarm itself, visibly"],
              ["fire", "fire (protective only)"],
            ]}
            onChange={(noData) => write(["noData"], noData === "hold" ? "" : noData)}
          />
          {text(
            "maxStaleness",
            "Oldest data",
            "A sample older than this is none. By default each signal's own.",
            "each signal's own",
          )}
          <ChoiceField
            label="Priority"
            value={read(["priority"]) || "opportunistic"}
            fault={faultOf("priority")}
            hint="Protective: its cast can only reduce what is at risk. The vault checks the claim."
            choices={[
              ["opportunistic", "opportunistic"],
              ["protective", "protective"],
            ]}
            onChange={(priority) => write(["priority"], priority === "opportunistic" ? "" : priority)}
          />
          <TextField
            label="Group"
            hint="Of several of one group that would fire at once, one does."
            value={read(["group"])}
            fault={faultOf("group")}
            choices={groups}
            onChange={(typed) => write(["group"], typed)}
          />
        </div>
        <OtherTriggers {...props} />
      </Fold>
    </>
  );
}

const rare = ["noData", "maxStaleness", "priority", "group", "inhibitedBy"];

/** Something was chosen there, or something is wrong: then it stands open. */
const hasAny = ({ read, faults }: FieldsProps, fields: readonly string[]): boolean =>
  fields.some((field) => read([field]) !== "" || faults.some((fault) => fault.field.split(".")[0] === field));

type FoldProps = { readonly title: string; readonly isOpen: boolean; readonly children: React.ReactNode };

function Fold({ title, isOpen, children }: FoldProps) {
  return (
    <details className="tr-fold" open={isOpen || undefined}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
