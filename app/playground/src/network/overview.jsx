import { useCallback, useEffect, useMemo, useState } from "react";
import { useDark } from "../theme.js";
import { Canvas } from "./canvas.jsx";
import { Card } from "./card.jsx";
import { colourOf, coloursFor } from "./colours.js";
import { Finder } from "./finder.jsx";
import { groupsOf } from "./groups.js";
import { Growth } from "./growth.jsx";
import { layOut } from "./layout.js";
import { Legend } from "./legend.jsx";
import { Table } from "./table.jsx";
import { Ways } from "./ways.jsx";

/** A network that has members: the picture or the table, and beside it what explains it. */
export function Overview({ network, session }) {
  const [groups, setGroups] = useState([]);
  const [places, setPlaces] = useState(null);
  const [isTable, showTable] = useState(false);
  const [fault, setFault] = useState(false);
  const [focus, setFocus] = useState({});
  const [asked, ask] = useState(null);
  const isDark = useDark();
  const colours = useMemo(() => coloursFor(isDark), [isDark]);

  useEffect(() => layOut(network, (found) => setGroups(groupsOf(network.members, found)), setPlaces), [network]);

  const choose = useCallback((id) => setFocus(id ? { id } : {}), []);
  const fail = useCallback(() => setFault(true), []);
  const groupOf = useMemo(() => byMember(groups), [groups]);
  const paint = useMemo(() => {
    const colourOfMember = (id) => colourOf(groupOf(id), groups.indexOf(groupOf(id)), colours);
    return { colours, colourOfMember };
  }, [colours, groupOf, groups]);
  const chosen = network.members.find(({ id }) => id === focus.id);
  const emphasis = useMemo(() => emphasisOn(chosen, focus.group), [chosen, focus.group]);

  if (!places) {
    return (
      <p className="notice" role="status">
        Placing {network.members.length} members…
      </p>
    );
  }
  return (
    <div className="overview">
      <section className="view">
        <Summary network={network} isTable={isTable || fault} hasFault={fault} showTable={showTable} />
        {isTable || fault ? (
          <Table members={network.members} groupOf={groupOf} chosen={focus.id} onChoose={choose} />
        ) : (
          <Canvas
            network={network}
            places={places}
            paint={paint}
            emphasis={emphasis}
            label={`A picture of ${network.members.length} connections in ${groups.length} groups. The table holds the same.`}
            onChoose={choose}
            onFailure={fail}
          />
        )}
        {asked && <Ways session={session} asked={asked} network={network} onChoose={choose} onClose={() => ask(null)} />}
      </section>
      <aside>
        <Finder session={session} onPick={ask} />
        {chosen && <Card member={chosen} group={groupOf(chosen.id).name} onAsk={ask} onClose={() => choose(null)} />}
        <Legend groups={groups} colours={colours} shown={focus.group} onShow={(group) => setFocus({ group })} />
        <Growth members={network.members} truncated={network.truncated} />
      </aside>
    </div>
  );
}

function Summary({ network, isTable, hasFault, showTable }) {
  const { owner, members, links, totalCount, truncated } = network;
  const number = new Intl.NumberFormat("en");
  return (
    <div className="summary">
      <p>
        <b>{owner.name}</b>:{" "}
        {truncated
          ? `the ${number.format(members.length)} who share most of ${number.format(totalCount)} connections`
          : `${number.format(totalCount)} ${totalCount === 1 ? "connection" : "connections"}`}
        , and {number.format(links.length)} {links.length === 1 ? "tie" : "ties"} among them
        {hasFault && ". This browser cannot draw them (no WebGL): here they are as a table."}
      </p>
      <div role="group" aria-label="View">
        <button type="button" aria-pressed={!isTable} disabled={hasFault} onClick={() => showTable(false)}>
          Picture
        </button>
        <button type="button" aria-pressed={isTable} onClick={() => showTable(true)}>
          Table
        </button>
      </div>
    </div>
  );
}

function byMember(groups) {
  const found = new Map(groups.flatMap((group) => group.members.map(({ id }) => [id, group])));
  return (id) => found.get(id);
}

function emphasisOn(chosen, group) {
  if (chosen) return { ids: [chosen.id, ...chosen.ties], centre: chosen.id };
  return group ? { ids: group.members.map(({ id }) => id) } : null;
}
