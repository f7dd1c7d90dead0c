import { KeyList } from "../../components/key-list.tsx";
import { Panel } from "../../components/panel.tsx";
import type { PanelProps } from "../../host/panel.ts";
import { settingWords } from "../../host/setting-words.ts";
import { defaultSettings, Settings } from "../../host/settings.ts";
import { SettingField } from "./setting-field.tsx";
import { ZoneExample } from "./zone-example.tsx";
import "./settings.css";

const names = Object.keys(defaultSettings) as (keyof Settings)[];

/** What a reader chooses; kept in this browser, for all its tabs. */
export default function SettingsPage({ host: { settings, page, nowMs } }: PanelProps) {
  return (
    <div className="split">
      <Panel title="Page" className="panel-settings">
        {names.map((name) => (
          <SettingField
            key={name}
            name={name}
            words={settingWords[name]}
            values={Settings.shape[name].options}
            chosen={settings[name]}
            onChoose={(value) => page.changeSettings({ [name]: value })}
          >
            {name === "timeZone" ? <ZoneExample nowMs={nowMs} /> : null}
          </SettingField>
        ))}
        <p className="panel-foot muted">Kept in this browser alone, for all its tabs.</p>
      </Panel>
      <Panel title="Keys" className="panel-keys">
        {settings.singleKeys === "off" ? (
          <p className="inline-problem">Single keys are off: only Ctrl or ⌘ with K acts.</p>
        ) : null}
        <KeyList panels={page.panels} />
      </Panel>
    </div>
  );
}
