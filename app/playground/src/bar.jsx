import { pick, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect } from "react";
import { Examples } from "./examples.jsx";
import { Header } from "./header.jsx";
import { ShareButton, useSharedQuestion } from "./share.jsx";
import { useThemeOfOthers } from "./theme.js";

export function Bar({ config, who, signIn, cypher }) {
  const { introspect, setTheme } = useGraphiQLActions();
  const { schema, queryEditor, responseEditor } = useGraphiQL(pick("schema", "queryEditor", "responseEditor"));
  useSharedQuestion();
  useThemeOfOthers(setTheme);

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
      <Examples examples={config.examples} />
      <ShareButton />
      {config.development && (
        <label className="switch">
          <input type="checkbox" checked={cypher.wanted} onChange={(event) => cypher.want(event.target.checked)} />
          Show the Cypher that ran
        </label>
      )}
    </Header>
  );
}
