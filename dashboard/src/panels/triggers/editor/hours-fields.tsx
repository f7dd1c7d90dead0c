import { weekdays } from "../../../../../contracts/trigger.ts";
import { CheckField } from "../../../components/check-field.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { isJsonObject } from "../../../views/spells/json.ts";
import type { FieldsProps } from "./fields-props.ts";

const dayWords = { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" } as const;

/** Hours of local time in which it may fire; none: always. */
export function HoursFields({ draft, onDraft, read, write, faultOf }: FieldsProps) {
  const { activeHours, ...rest } = draft;
  const isOn = activeHours !== undefined;
  const days: readonly unknown[] =
    isJsonObject(activeHours) && Array.isArray(activeHours.days) ? activeHours.days : weekdays;
  const start = { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, from: "08:00", to: "22:00" };
  const setDay = (day: string, isChosen: boolean): void => {
    const hours = isJsonObject(activeHours) ? activeHours : start;
    const chosen = weekdays.filter((each) => (each === day ? isChosen : days.includes(each)));
    onDraft({ ...draft, activeHours: { ...hours, days: chosen } });
  };
  return (
    <div className="tr-hours">
      <CheckField
        label="Only within hours of the day"
        isChecked={isOn}
        onChange={(isChecked) => onDraft(isChecked ? { ...draft, activeHours: start } : rest)}
      />
      {isOn ? (
        <>
          <div className="tr-fields">
            {(["from", "to", "timeZone"] as const).map((name) => (
              <TextField
                key={name}
                label={{ from: "From", to: "Up to", timeZone: "Time zone" }[name]}
                hint={
                  {
                    from: "Local time, 09:00.",
                    to: "Not included; 24:00 is the end of the day.",
                    timeZone: "Such as Europe/Berlin.",
                  }[name]
                }
                value={read(["activeHours", name])}
                fault={faultOf(`activeHours.${name}`)}
                onChange={(typed) => write(["activeHours", name], typed)}
              />
            ))}
          </div>
          <fieldset className="tr-days">
            <legend>On</legend>
            {weekdays.map((day) => (
              <CheckField
                key={day}
                label={dayWords[day]}
                isChecked={days.includes(day)}
                onChange={(isChecked) => setDay(day, isChecked)}
              />
            ))}
          </fieldset>
          {faultOf("activeHours.days") === null ? null : <p className="form-fault">Choose at least one day.</p>}
        </>
      ) : null}
    </div>
  );
}
