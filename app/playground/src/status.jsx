/** Who asked the question of this tab and how that went; it says so when that is not who is signed in now. */
export function Status({ answer, who, nameOf }) {
  const isOthers = answer.who !== who;
  const now = who ? `signed in now: ${nameOf(who)}` : "signed out now";
  return (
    <p className={isOthers ? "status others" : "status"} role="status">
      {SENTENCES[answer.state]({ ...answer, name: nameOf(answer.who) })}
      {isOthers && ` · ${now}`}
    </p>
  );
}

const SENTENCES = {
  running: ({ name }) => `Running as ${name}…`,
  answered: ({ name, status, milliseconds, bytes }) =>
    status ? `Answered as ${name} · HTTP ${status} · ${milliseconds.toFixed(0)} ms · ${size(bytes)}` : `Asked as ${name} · no answer`,
  left: ({ name }) => `Asked as ${name} · another tab was opened before the answer came: run it again to see it`,
  connecting: ({ name }) => `Connecting as ${name}…`,
  listening: (answer) => `Listening as ${answer.name} since ${answer.since} · ${events(answer)}`,
  stopped: (answer) => `Stopped at ${answer.until} · listened as ${answer.name} since ${answer.since} · ${events(answer)}`,
  completed: (answer) => `Completed at ${answer.until} · listened as ${answer.name} since ${answer.since} · ${events(answer)}`,
  failed: (answer) => `Failed at ${answer.until}: ${answer.reason} · listened as ${answer.name}`,
};

function events({ count }) {
  return count === 0 ? "no event yet" : count === 1 ? "1 event" : `${count} events, the newest first`;
}

function size(bytes) {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`;
}
