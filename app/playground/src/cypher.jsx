import { useRef } from "react";
import { CopyButton } from "./copy_button.jsx";
import { runnable } from "./runnable.js";

// The graph database is the point, so it may be seen: first what writes, then what reads a list, then the rest.
const RANKS = [/^writes\//, /^edges\//, /^(?!reads\/(viewers|cards))/];

/** The statements behind an answer, each ready to run; the one that the question is about is open. */
export function Cypher({ statements }) {
  const total = statements.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const number = statements.length === 1 ? "one statement" : `${statements.length} statements`;
  const summary = statements.length === 0 ? "none was needed" : `${number}, together ${total.toFixed(1)} ms`;
  const main = mainOf(statements);
  return (
    <section className="cypher" aria-label="The Cypher that ran">
      <h2>
        The Cypher that ran <small>{summary}</small>
      </h2>
      {statements.map((one, index) => (
        <Statement key={index} {...one} isOpen={one === main} />
      ))}
    </section>
  );
}

function Statement({ name, milliseconds, statement, parameters, isOpen }) {
  const shown = useRef(null);
  const text = runnable(statement, parameters);

  function refused() {
    getSelection().selectAllChildren(shown.current);
    return "Press Ctrl+C";
  }

  return (
    <details open={isOpen}>
      <summary>
        <b>{name}</b> <small>{milliseconds.toFixed(1)} ms</small>
      </summary>
      <CopyButton textOf={() => text} refused={refused} done="Copied" title="Copy for Neo4j Browser or cypher-shell">
        Copy
      </CopyButton>
      <pre ref={shown} tabIndex="0" aria-label={`The statement ${name} with its parameters`}>
        {text}
      </pre>
    </details>
  );
}

function mainOf(statements) {
  const rank = RANKS.find((names) => statements.some(({ name }) => names.test(name)));
  return rank ? statements.find(({ name }) => rank.test(name)) : statements[0];
}

/** Takes the statements out of an answer: below it they are read more easily than in its JSON. */
export function withoutCypher(answer) {
  const { cypher, ...extensions } = answer.extensions ?? {};
  if (!cypher) return { answer, statements: null };
  const rest = { ...answer, extensions };
  if (Object.keys(extensions).length === 0) delete rest.extensions;
  return { answer: rest, statements: cypher };
}
