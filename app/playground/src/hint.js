import { lacksSignIn } from "./fetcher.js";

/** The line below an answer that says what to do when the answer lacks somebody signed in; null when all is well. */
export function hintFor(answer, session) {
  const { who, development } = session;
  if (!lacksSignIn(answer) && answer.data?.viewer !== null) return null;
  if (!who) return signInHint(development);
  if (!development) return "The token was not accepted, or its subject is no member: paste another one at the top.";
  return `“${who}” is not a member of this graph: pick another member at the top.`;
}

export function signInHint(development) {
  return development
    ? "Nobody is signed in. Pick a member at the top, then run the question."
    : "Nobody is signed in. Paste a token at the top, then run the question.";
}
