import { colourOf } from "./colours.js";

export function Legend({ groups, colours, shown, onShow }) {
  return (
    <section className="legend">
      <h2>Groups</h2>
      <p>Who knows whom makes a group; its most common company names it.</p>
      <ul>
        {groups.map((group, index) => (
          <li key={group.name + index}>
            <button type="button" aria-pressed={group === shown} onClick={() => onShow(group === shown ? null : group)}>
              <i style={{ background: colourOf(group, index, colours) }} />
              {group.name}
              <small>{group.members.length}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
