import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { Header } from "../header.jsx";
import { Hint } from "../hint.jsx";
import { read } from "../server.js";
import { networkOf } from "./model.js";
import { Overview } from "./overview.jsx";
import { NETWORK, SUGGESTIONS } from "./questions.js";
import { ThemeSwitch } from "./theme_switch.jsx";

/** The signed-in member's network, or what to do to see one. */
export function Network({ config, session }) {
  const [who, setWho] = useState(session.who);
  const [state, setState] = useState({});
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (!who) return;
    let isStale = false;
    const tell = (next) => !isStale && setState(next);
    read(session, NETWORK).then(
      ({ viewer }) => tell(viewer ? { network: networkOf(viewer) } : { lack: config.development ? "stranger" : "token" }),
      (error) => tell({ error: error.message }),
    );
    return () => (isStale = true);
  }, [config, session, who, attempt]);

  function readAgain() {
    setState({});
    setAttempt(attempt + 1);
  }

  function signIn(next) {
    session.signIn(next);
    setWho(session.who);
    readAgain();
  }

  const bar = (
    <Header page="Network" config={config} who={who} signIn={signIn}>
      <ThemeSwitch />
    </Header>
  );
  const lack = who ? state.lack : "nobody";
  return (
    <>
      {createPortal(bar, document.getElementById("bar"))}
      {lack ? (
        <Notice>
          <Hint lack={lack} config={config} who={who} signIn={signIn} />
        </Notice>
      ) : state.error ? (
        <Notice>
          {state.error}{" "}
          <button type="button" onClick={readAgain}>
            Try again
          </button>
        </Notice>
      ) : !state.network ? (
        <Notice>Reading the network…</Notice>
      ) : state.network.members.length === 0 ? (
        <Alone name={state.network.owner.name} />
      ) : (
        <Overview key={who} network={state.network} session={session} />
      )}
    </>
  );
}

function Notice({ children }) {
  return (
    <div className="notice" role="status">
      <p>{children}</p>
    </div>
  );
}

function Alone({ name }) {
  const question = `/playground?${new URLSearchParams({ query: SUGGESTIONS })}`;
  return (
    <Notice>
      {name} has no connections yet, so there is nothing to draw. <a href={question}>See whom they might know</a> in the
      playground, and invite somebody there.
    </Notice>
  );
}
