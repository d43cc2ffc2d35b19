import { pick, useGraphiQL } from "@graphiql/react";
import { useEffect } from "react";
import { CopyButton } from "./copy_button.jsx";
import { useOpening } from "./opening.js";

/** Copies the address that opens this question; in development it names the member who asks, never a token. */
export function ShareButton({ member }) {
  const { queryEditor, variableEditor } = useGraphiQL(pick("queryEditor", "variableEditor"));
  const address = () => addressOf({ query: queryEditor.getValue(), variables: variableEditor.getValue().trim(), as: member });

  function refused(text) {
    history.replaceState(null, "", text);
    return "Copy the address above";
  }

  return (
    <CopyButton
      textOf={address}
      refused={refused}
      done="Link copied"
      title="Copy a link to this question"
      disabled={!queryEditor || !variableEditor}
    >
      Share
    </CopyButton>
  );
}

function addressOf(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value);
  return `${location.origin}/playground?${new URLSearchParams(given)}`;
}

/** Opens the question in the page's address, once, and runs nothing; a reload then keeps GraphiQL's own tabs. */
export function useSharedQuestion() {
  const open = useOpening();
  const isReady = open !== null;

  useEffect(() => {
    const parameters = new URLSearchParams(location.search);
    const query = parameters.get("query");
    if (!isReady || !query) return;
    history.replaceState(null, "", location.pathname);
    open({ query, variables: parameters.get("variables") ?? "" });
  }, [isReady]);
}
