import { useState } from "react";
import { day } from "./days.js";

const COLUMNS = [
  { name: "Name", of: (member) => member.name },
  { name: "Headline", of: (member) => member.headline ?? "" },
  { name: "Company", of: (member) => member.company ?? "" },
  { name: "Group", of: (member, groupOf) => groupOf(member.id).name },
  { name: "Connected since", of: (member) => day(member.since) },
  { name: "Mutual connections", of: (member) => member.mutual },
  { name: "Ties here", of: (member) => member.ties.length },
];

/** The same network to read: for whoever cannot see the picture, or wants it in order. */
export function Table({ members, groupOf, chosen, onChoose }) {
  const [{ column, isUp }, order] = useState({ column: COLUMNS[5], isUp: false });
  const value = (member) => column.of(member, groupOf);
  const sorted = members.toSorted((a, b) => (isUp ? 1 : -1) * compare(value(a), value(b)));

  return (
    <div className="table" tabIndex="0" role="region" aria-label="My connections">
      <table>
        <thead>
          <tr>
            {COLUMNS.map((each) => (
              <th key={each.name} scope="col" aria-sort={each === column ? (isUp ? "ascending" : "descending") : "none"}>
                <button type="button" onClick={() => order({ column: each, isUp: each === column ? !isUp : true })}>
                  {each.name} <span aria-hidden="true">{each === column ? (isUp ? "▴" : "▾") : ""}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((member) => (
            <tr key={member.id} className={member.id === chosen ? "chosen" : ""}>
              {COLUMNS.map((each, index) => (
                <td key={each.name}>
                  {index === 0 ? (
                    <button type="button" onClick={() => onChoose(member.id)}>
                      {member.name}
                    </button>
                  ) : (
                    each.of(member, groupOf)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const words = new Intl.Collator();

function compare(a, b) {
  return typeof a === "number" ? a - b : words.compare(a, b);
}
