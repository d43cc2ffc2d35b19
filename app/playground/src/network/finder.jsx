import { useEffect, useRef, useState } from "react";
import { useSearch } from "./search.js";

const MOST_SHOWN = 8;
const DEGREES = { SELF: "you", FIRST: "1st", SECOND: "2nd", THIRD: "3rd", OUT_OF_NETWORK: "out of network" };

/** A field that finds a member anywhere in the graph: an ARIA combobox over the server's search. */
export function Finder({ session, onPick }) {
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const finder = useRef(null);
  const { found, askAtOnce } = useSearch(session, text);
  const edges = found.edges.slice(0, MOST_SHOWN);
  const isShown = isOpen && found.state !== "idle";

  useEffect(() => setActive(0), [found]);
  useEffect(() => {
    const left = ({ target }) => finder.current.contains(target) || setOpen(false);
    const events = ["pointerdown", "focusin"];
    for (const event of events) document.addEventListener(event, left, true);
    return () => events.forEach((event) => document.removeEventListener(event, left, true));
  }, []);

  function type(next) {
    setText(next);
    setOpen(true);
  }

  function take({ node }) {
    setText("");
    setOpen(false);
    onPick(node);
  }

  function enter() {
    if (isShown && edges[active]) {
      take(edges[active]);
    } else {
      askAtOnce();
      setOpen(true);
    }
  }

  function pressed(event) {
    const next = { ArrowDown: Math.min(active + 1, edges.length - 1), ArrowUp: Math.max(active - 1, 0) }[event.key];
    if (next !== undefined) setActive(next);
    else if (event.key === "Enter") enter();
    else if (event.key === "Escape") setOpen(false);
    else return;
    event.preventDefault();
  }

  return (
    <div className="finder" ref={finder}>
      <label htmlFor="finder">How am I connected to …</label>
      <input
        id="finder"
        type="text"
        role="combobox"
        aria-expanded={isShown && edges.length > 0}
        aria-controls="found"
        aria-autocomplete="list"
        aria-activedescendant={isShown && edges.length ? `found-${active}` : undefined}
        autoComplete="off"
        spellCheck="false"
        placeholder="a name, a company, a headline"
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={pressed}
      />
      <div className="choices" hidden={!isShown}>
        <ul id="found" className="list" role="listbox" aria-label="Members found">
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
        <p role="status">{summary(found, edges.length)}</p>
      </div>
    </div>
  );
}

function summary({ state, error, totalCount }, shown) {
  if (state === "searching") return "Searching…";
  if (error) return error;
  if (shown === 0) return "No member fits: every word must begin a word of the name, headline or company.";
  return totalCount > shown ? `${totalCount - shown} more: type to find them.` : "";
}
