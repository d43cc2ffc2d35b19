import { createLocalStorage } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { Bar } from "./bar.jsx";
import { createFetcher } from "./fetcher.js";
import { hintFor, signInHint } from "./hint.js";

const OPEN_AT_FIRST = 3;
const storage = createLocalStorage({ namespace: "acquaint" });

export function Playground({ config, session }) {
  const [who, setWho] = useState(session.who);
  const [hint, setHint] = useState(who ? null : signInHint(config.development));
  // GraphiQL reads the whole schema again whenever the fetcher is another one, so there is one for all members.
  const { fetcher, hangUp } = useMemo(
    () =>
      createFetcher(session, (answer) => {
        const isSchema = answer.data?.__schema;
        if (!isSchema) setHint(hintFor(answer, session));
      }),
    [session],
  );

  function signIn(next) {
    session.signIn(next);
    hangUp();
    setWho(session.who);
    setHint(session.who ? null : signInHint(config.development));
  }

  return (
    <GraphiQL
      fetcher={fetcher}
      storage={storage}
      defaultTabs={config.examples.slice(0, OPEN_AT_FIRST)}
      shouldPersistHeaders={false}
    >
      <GraphiQL.Logo>{null}</GraphiQL.Logo>
      {hint && (
        <GraphiQL.Footer>
          <p className="hint" role="alert">
            {hint}
          </p>
        </GraphiQL.Footer>
      )}
      {createPortal(<Bar config={config} who={who} signIn={signIn} />, document.getElementById("bar"))}
    </GraphiQL>
  );
}
