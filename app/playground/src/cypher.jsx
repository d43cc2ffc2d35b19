/** The statements behind an answer, each with its time: the graph database is the point, so it may be seen. */
export function Cypher({ statements }) {
  const total = statements.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const number = statements.length === 1 ? "one statement" : `${statements.length} statements`;
  const summary = statements.length === 0 ? "none was needed" : `${number}, together ${total.toFixed(1)} ms`;
  return (
    <section className="cypher" aria-label="The Cypher that ran">
      <h2>
        The Cypher that ran <small>{summary}</small>
      </h2>
      {statements.map(({ name, statement, milliseconds }, index) => (
        <details key={index} open={index === 0}>
          <summary>
            <b>{name}</b> <small>{milliseconds.toFixed(1)} ms</small>
          </summary>
          <pre tabIndex="0" aria-label={`The statement ${name}`}>
            {statement.trim()}
          </pre>
        </details>
      ))}
    </section>
  );
}

/** Takes the statements out of an answer: below it they are read more easily than in its JSON. */
export function withoutCypher(answer) {
  const { cypher, ...extensions } = answer.extensions ?? {};
  if (!cypher) return { answer, statements: null };
  const rest = { ...answer, extensions };
  if (Object.keys(extensions).length === 0) delete rest.extensions;
  return { answer: rest, statements: cypher };
}
