import { day } from "./days.js";

/** Who was chosen, and what there is to ask about them. */
export function Card({ member, group, onAsk, onClose }) {
  return (
    <section className="card" aria-label={member.name}>
      <button type="button" className="close" aria-label="Close" onClick={onClose}>
        ×
      </button>
      <h2>{member.name}</h2>
      {member.headline && <p>{member.headline}</p>}
      <dl>
        {member.company && <Fact name="Company">{member.company}</Fact>}
        <Fact name="Group">{group}</Fact>
        <Fact name="Connected since">{day(member.since)}</Fact>
        <Fact name="Mutual connections">{member.mutual}</Fact>
        <Fact name="Ties in this picture">{member.ties.length}</Fact>
      </dl>
      <button type="button" className="main" onClick={() => onAsk(member)}>
        How am I connected to {member.name}?
      </button>
    </section>
  );
}

function Fact({ name, children }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
