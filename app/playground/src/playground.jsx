import { explorerPlugin } from "@graphiql/plugin-explorer";
import { createLocalStorage } from "@graphiql/toolkit";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { Bar } from "./bar.jsx";
import { Cypher, withoutCypher } from "./cypher.jsx";
import { createFetcher } from "./fetcher.js";
import { Hint, lackOf } from "./hint.jsx";
import { kept, useKept } from "./kept.js";

const OPEN_AT_FIRST = 3;
const storage = createLocalStorage({ namespace: "acquaint" });
const plugins = [HISTORY_PLUGIN, explorerPlugin()];

export function Playground({ config, session }) {
  const [who, setWho] = useState(session.who);
  const [lack, setLack] = useState(who ? null : "nobody");
  const [cypherWanted, wantCypher] = useKept("cypher", false);
  const [statements, setStatements] = useState(null);
  // GraphiQL reads the whole schema again whenever the fetcher is another one, so there is one for all members.
  const { fetcher, hangUp } = useMemo(() => {
    const wishes = () => (config.development && kept("cypher") ? { "acquaint-include": "cypher" } : {});
    return createFetcher(session, wishes, (given) => {
      const { answer, statements } = withoutCypher(given);
      const isSchema = answer.data?.__schema;
      if (!isSchema) {
        setLack(lackOf(answer, session));
        setStatements(statements);
      }
      return answer;
    });
  }, [config, session]);

  function signIn(next) {
    session.signIn(next);
    hangUp();
    setWho(session.who);
    setLack(session.who ? null : "nobody");
  }

  const bar = <Bar config={config} who={who} signIn={signIn} cypher={{ wanted: cypherWanted, want: wantCypher }} />;
  const shown = cypherWanted ? statements : null;
  return (
    <GraphiQL
      fetcher={fetcher}
      storage={storage}
      plugins={plugins}
      defaultTabs={config.examples.slice(0, OPEN_AT_FIRST)}
      shouldPersistHeaders={false}
    >
      <GraphiQL.Logo>{null}</GraphiQL.Logo>
      {(lack || shown) && (
        <GraphiQL.Footer>
          {lack && (
            <p className="hint" role="alert">
              <Hint lack={lack} config={config} who={who} signIn={signIn} />
            </p>
          )}
          {shown && <Cypher statements={shown} />}
        </GraphiQL.Footer>
      )}
      {createPortal(bar, document.getElementById("bar"))}
    </GraphiQL>
  );
}
