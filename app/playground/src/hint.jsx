import { lacksSignIn } from "./server.js";

/** What an answer says about the sign-in: "nobody", "token", "stranger", or null when all is well. */
export function lackOf(answer, session) {
  if (!lacksSignIn(answer) && answer.data?.viewer !== null) return null;
  if (!session.who) return "nobody";
  return session.development ? "stranger" : "token";
}

/** What to do about a lack, with the shortest way to it. */
export function Hint({ lack, config, who, signIn }) {
  const first = config.members[0];
  if (lack === "token") return "The token was not accepted, or its subject is no member: paste another one at the top.";
  if (lack === "stranger") return `“${who}” is not a member of this graph: pick another member at the top.`;
  if (!config.development) return "Nobody is signed in: paste a token at the top. It is forgotten when you close this tab.";
  if (!first) return "Nobody is signed in: pick a member at the top, or type an id there.";
  return (
    <>
      Nobody is signed in.{" "}
      <button type="button" onClick={() => signIn(first.id)}>
        Sign in as {first.name}
      </button>{" "}
      or pick another member at the top.
    </>
  );
}
