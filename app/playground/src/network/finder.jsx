import { useEffect, useState } from "react";
import { read } from "../server.js";
import { SEARCH } from "./questions.js";

const PAUSE = 200; // ms without a key before the server is asked
const DEGREES = { SELF: "you", FIRST: "1st", SECOND: "2nd", THIRD: "3rd", OUT_OF_NETWORK: "out of network" };

/** A field that finds a member anywhere in the graph: an ARIA combobox over the server's search. */
export function Finder({ session, onPick }) {
  const [text, setText] = useState("");
  const [found, setFound] = useState(null);
  const [active, setActive] = useState(0);
  const edges = found?.edges ?? [];

  useEffect(() => {
    const query = text.trim();
    setFound(null);
    if (!/[\p{L}\p{N}]/u.test(query)) return;
    let isStale = false;
    const tell = (answer) => {
      if (isStale) return;
      setFound(answer);
      setActive(0);
    };
    const timer = setTimeout(() => {
      read(session, SEARCH, { query }).then(
        ({ searchMembers }) => tell(searchMembers),
        (error) => tell({ edges: [], error: error.message }),
      );
    }, PAUSE);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [session, text]);

  function take({ node }) {
    setText("");
    onPick(node);
  }

  function pressed(event) {
    const next = { ArrowDown: Math.min(active + 1, edges.length - 1), ArrowUp: Math.max(active - 1, 0) }[event.key];
    if (next !== undefined) setActive(next);
    else if (event.key === "Enter" && edges[active]) take(edges[active]);
    else if (event.key === "Escape") setText("");
    else return;
    event.preventDefault();
  }

  return (
    <div className="finder">
      <label htmlFor="finder">How am I connected to …</label>
      <input
        id="finder"
        type="text"
        role="combobox"
        aria-expanded={edges.length > 0}
        aria-controls="found"
        aria-autocomplete="list"
        aria-activedescendant={edges.length ? `found-${active}` : undefined}
        autoComplete="off"
        spellCheck="false"
        placeholder="a name, a company, a headline"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={pressed}
      />
      <div className="choices" hidden={!found}>
        <ul id="found" role="listbox" aria-label="Members found">
          {edges.map((edge, index) => (
            <li
              key={edge.node.id}
              id={`found-${index}`}
              role="option"
              aria-selected={index === active}
              className={index === active ? "active" : ""}
              onClick={() => take(edge)}
            >
              <span>
                {edge.node.name}
                <small>{edge.node.headline}</small>
              </span>
              <small>{DEGREES[edge.degree]}</small>
            </li>
          ))}
        </ul>
        <p role="status">{found && summary(found)}</p>
      </div>
    </div>
  );
}

function summary({ edges, totalCount, error }) {
  if (error) return error;
  if (edges.length === 0) return "Nobody fits: every word must begin a word of the name, headline or company.";
  return totalCount > edges.length ? `${totalCount - edges.length} more: type to find them.` : "";
}
