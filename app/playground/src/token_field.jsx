import { useState } from "react";

export function TokenField({ token, signIn }) {
  const [text, setText] = useState("");

  if (token) {
    return (
      <button type="button" className="opener right" onClick={() => signIn(null)}>
        Signed in with a token: <b>sign out</b>
      </button>
    );
  }

  function submit(event) {
    event.preventDefault();
    signIn(text.trim().replace(/^Bearer\s+/i, ""));
    setText("");
  }

  return (
    <form className="token right" onSubmit={submit}>
      <label htmlFor="token">Sign in with a token</label>
      <input
        id="token"
        type="password"
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder="Paste a token"
        required
      />
      <button type="submit" className="opener">
        Sign in
      </button>
    </form>
  );
}
