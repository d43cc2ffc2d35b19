import { day, perWeek } from "./days.js";

const WEEKS = 104;
const HEIGHT = 64;
const BAR = 4;

/** New connections a week as bars; a bar tells its number when the pointer rests on it. */
export function Growth({ members, truncated }) {
  const weeks = perWeek(members.map(({ since }) => since), WEEKS);
  const most = Math.max(...weeks.map(({ count }) => count));
  const inView = weeks.reduce((sum, { count }) => sum + count, 0);
  const first = day(weeks[0].monday);
  return (
    <section className="growth">
      <h2>Growth per week</h2>
      <svg viewBox={`0 0 ${weeks.length * BAR} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={`${inView} new connections since ${first}, at most ${most} in a week`}>
        {weeks.map(({ monday, count }, index) => (
          <g key={index}>
            <title>{`Week of ${day(monday)}: ${count}`}</title>
            <rect className="column" x={index * BAR} y="0" width={BAR} height={HEIGHT} />
            <rect x={index * BAR + 0.5} y={HEIGHT * (1 - count / most)} width={BAR - 1} height={(HEIGHT * count) / most} />
          </g>
        ))}
      </svg>
      <p className="axis">
        <span>{first}</span>
        <span>at most {most} a week</span>
        <span>now</span>
      </p>
      {inView < members.length && <p>Before that: {members.length - inView}.</p>}
      {truncated && <p>Only who is in the picture is counted.</p>}
    </section>
  );
}
