import { useEffect, useState } from "react";

/**
 * Examples that are steps of one walk: `go` signs in as a step's member and opens it, with the ids that the answers
 * of the steps before carry to it.
 */
export function useWalk(examples, { open, signIn, answer }) {
  const steps = examples.filter(({ member }) => member);
  const [title, setTitle] = useState(null);
  const [carried, setCarried] = useState({});
  const step = steps.find((each) => each.title === title);

  useEffect(() => {
    const paths = Object.entries(JSON.parse(step?.carry || "{}"));
    const found = paths.map(([name, path]) => [name, valueAt(path, answer?.data)]).filter(([, value]) => value);
    if (found.length > 0) setCarried((before) => ({ ...before, ...Object.fromEntries(found) }));
  }, [step, answer]);

  function go(next) {
    setTitle(next.title);
    signIn(next.member);
    open({ ...next, variables: filled(next.variables, carried) });
  }

  return { steps, step, go, end: () => setTitle(null) };
}

/** Where one is on the walk, and the way to each of its steps. */
export function Walk({ steps, step, go, end, isRunning }) {
  return (
    <nav className="walk" aria-label="Walk">
      <ol>
        {steps.map((each) => (
          <li key={each.title}>
            <button
              type="button"
              aria-current={each === step ? "step" : undefined}
              disabled={isRunning}
              onClick={() => go(each)}
            >
              {each.title}
              <small>as {each.member}</small>
            </button>
          </li>
        ))}
      </ol>
      <button type="button" aria-label="End the walk" title="End the walk" onClick={end}>
        ×
      </button>
    </nav>
  );
}

function valueAt(path, data) {
  return path.split(".").reduce((value, key) => value?.[key], data);
}

function filled(variables, carried) {
  if (!variables) return "";
  const entries = Object.entries(JSON.parse(variables)).map(([name, value]) => [name, carried[name] ?? value]);
  return JSON.stringify(Object.fromEntries(entries), null, 2);
}
