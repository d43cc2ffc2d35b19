import { useEffect, useRef, useState } from "react";
import { read } from "../server.js";
import { MOST_WAYS, WAYS } from "./questions.js";

/** How the viewer is connected to a member: one row of cards a way, the server's best first. */
export function Ways({ session, asked, network, onChoose, onClose }) {
  const [answer, setAnswer] = useState(null);
  const heading = useRef(null);

  useEffect(() => {
    let isStale = false;
    setAnswer(null);
    const tell = (told) => !isStale && setAnswer(told);
    read(session, WAYS, { id: asked.id }).then(
      ({ member }) => tell({ member }),
      (error) => tell({ error: error.message }),
    );
    heading.current.focus();
    return () => (isStale = true);
  }, [session, asked]);

  return (
    <section className="ways">
      <button type="button" className="close" aria-label="Close" onClick={onClose}>
        ×
      </button>
      <h2 ref={heading} tabIndex="-1">
        How am I connected to {asked.name}?
      </h2>
      <p role="status">{answer ? verdict(answer, network.owner) : "Looking for the shortest ways…"}</p>
      {answer?.member?.connectionPaths.map((way, index) => (
        <Way key={index} way={way} network={network} onChoose={onChoose} />
      ))}
    </section>
  );
}

function Way({ way, network, onChoose }) {
  return (
    <ol>
      {way.steps.map(({ member }, index) => (
        <li key={index}>
          <Step member={member} network={network} onChoose={onChoose} />
        </li>
      ))}
      {way.multiplicity > 1 && <li className="many">and {way.multiplicity - 1} more that look the same</li>}
    </ol>
  );
}

function Step({ member, network, onChoose }) {
  if (!member) return <span className="step unknown">somebody</span>;
  const words = (
    <>
      <b>{member.id === network.owner.id ? "You" : member.name}</b>
      <small>{member.headline ?? member.company}</small>
    </>
  );
  const isShown = network.members.some(({ id }) => id === member.id);
  return isShown ? (
    <button type="button" className="step" onClick={() => onChoose(member.id)}>
      {words}
    </button>
  ) : (
    <span className="step">{words}</span>
  );
}

function verdict({ member, error }, owner) {
  if (error) return error;
  if (!member) return "This member cannot be seen any more.";
  if (member.id === owner.id) return "That is you.";
  const [first] = member.connectionPaths;
  if (!first) return "Not within three steps, or every way leads through members who keep theirs to themselves.";
  if (first.length === 1) return "You are connected directly.";
  const number = member.connectionPaths.length;
  const ways = number === 1 ? "one way" : number < MOST_WAYS ? `${number} ways` : `the ${MOST_WAYS} best ways`;
  return `${first.length} steps away; ${ways} to get there.`;
}
