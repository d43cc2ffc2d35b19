import { explorerPlugin } from "@graphiql/plugin-explorer";
import { createLocalStorage } from "@graphiql/toolkit";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { useAnswers } from "./answers.js";
import { Bar } from "./bar.jsx";
import { Cypher } from "./cypher.jsx";
import { createFetcher } from "./fetcher.js";
import { Hint } from "./hint.jsx";
import { kept, useKept } from "./kept.js";
import { namesOf } from "./names.js";
import { Status } from "./status.jsx";

const OPEN_AT_FIRST = 3;
const storage = createLocalStorage({ namespace: "acquaint" });
const plugins = [HISTORY_PLUGIN, explorerPlugin()];

export function Playground({ config, session }) {
  const [who, setWho] = useState(session.who);
  const [cypherWanted, wantCypher] = useKept("cypher", false);
  const { answer, begin, show } = useAnswers(session);
  // GraphiQL reads the whole schema again whenever the fetcher is another one, so there is one for all members.
  const { fetcher, hangUp } = useMemo(() => {
    const wishes = () => (config.development && kept("cypher") ? { "acquaint-include": "cypher" } : {});
    return createFetcher(session, wishes, begin);
  }, [config, session, begin]);

  function signIn(next) {
    session.signIn(next);
    hangUp();
    setWho(session.who);
  }

  const cypher = { wanted: cypherWanted, want: wantCypher };
  const bar = <Bar config={config} who={who} signIn={signIn} cypher={cypher} answer={answer} onTab={show} />;
  const lack = answer?.who === who && answer.state !== "running" ? answer.lack : who ? null : "nobody";
  const statements = cypherWanted && answer?.statements;
  return (
    <GraphiQL
      fetcher={fetcher}
      storage={storage}
      plugins={plugins}
      defaultTabs={config.examples.slice(0, OPEN_AT_FIRST)}
      shouldPersistHeaders={false}
    >
      <GraphiQL.Logo>{null}</GraphiQL.Logo>
      {(lack || answer) && (
        <GraphiQL.Footer>
          {answer && <Status answer={answer} who={who} nameOf={namesOf(config)} />}
          {lack && (
            <p className="hint" role="alert">
              <Hint lack={lack} config={config} who={who} signIn={signIn} />
            </p>
          )}
          {statements && <Cypher key={answer.number} statements={statements} />}
        </GraphiQL.Footer>
      )}
      {createPortal(bar, document.getElementById("bar"))}
    </GraphiQL>
  );
}
