import { pick, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect } from "react";
import { Examples } from "./examples.jsx";
import { Header } from "./header.jsx";
import { useOpening } from "./opening.js";
import { ShareButton, useSharedQuestion } from "./share.jsx";
import { useThemeOfOthers } from "./theme.js";
import { useWalk, Walk } from "./walk.jsx";

export function Bar({ config, who, signIn, cypher, answer, onTab }) {
  const { introspect, setTheme, stop } = useGraphiQLActions();
  const { schema, queryEditor, responseEditor } = useGraphiQL(pick("schema", "queryEditor", "responseEditor"));
  const tab = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex].id);
  const open = useOpening();
  const walk = useWalk(config.examples, { open, signIn: enter, answer });
  useSharedQuestion();
  useThemeOfOthers(setTheme);

  useEffect(() => {
    onTab(tab);
    // Else what goes on in one tab would be shown in the next.
    return stop;
  }, [tab, onTab, stop]);

  useEffect(() => {
    for (const editor of [queryEditor, responseEditor]) editor?.updateOptions({ wordWrap: "on" });
  }, [queryEditor, responseEditor]);

  function enter(next) {
    signIn(next);
    // A server may show its schema to signed-in members only: then the first one to sign in brings it.
    if (next && !schema) introspect();
  }

  return (
    <Header page="Playground" config={config} who={who} signIn={enter}>
      <Examples examples={config.examples} onPick={open && ((example) => (example.member ? walk.go : open)(example))} />
      <ShareButton member={config.development ? who : null} />
      {config.development && (
        <label className="switch">
          <input type="checkbox" checked={cypher.wanted} onChange={(event) => cypher.want(event.target.checked)} />
          Show the Cypher that ran
        </label>
      )}
      {walk.step && <Walk {...walk} isRunning={answer?.state === "running"} />}
    </Header>
  );
}
