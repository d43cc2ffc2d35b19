import { pick, useGraphiQL } from "@graphiql/react";
import { useEffect, useState } from "react";
import { useOpening } from "./opening.js";

const SHOWN_FOR = 2500; // ms

/** The address that opens the playground with a question in a new tab of it; it is filled in, never run. */
export function addressOf(query, variables) {
  const parameters = new URLSearchParams({ query });
  if (variables?.trim()) parameters.set("variables", variables);
  return `${location.origin}/playground?${parameters}`;
}

export function ShareButton() {
  const { queryEditor, variableEditor } = useGraphiQL(pick("queryEditor", "variableEditor"));
  const [said, say] = useState("");

  useEffect(() => {
    const timer = setTimeout(() => say(""), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [said]);

  async function share() {
    const address = addressOf(queryEditor.getValue(), variableEditor.getValue());
    try {
      await navigator.clipboard.writeText(address);
      say("Link copied");
    } catch {
      // Without HTTPS, or when the reader forbids it, a page may not write to the clipboard.
      history.replaceState(null, "", address);
      say("Copy the address above");
    }
  }

  return (
    <button
      type="button"
      title="Copy a link to this question"
      aria-live="polite"
      onClick={share}
      disabled={!queryEditor || !variableEditor}
    >
      {said || "Share"}
    </button>
  );
}

/** Opens the question in the page's address, once; a reload then keeps GraphiQL's own tabs. */
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
