// Times and durations come as ISO text, which no id and no word looks like.
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const DURATION = /^-?P(?=.)(\d+[YMWD])*(T(\d+(\.\d+)?[HMS])+)?$/;

/** A statement as Neo4j Browser and cypher-shell run it: first the parameters that it names, then itself. */
export function runnable(statement, parameters) {
  const named = Object.entries(parameters).filter(([name]) => new RegExp(`\\$${name}\\b`).test(statement));
  const lines = named.map(([name, value]) => `:param ${name} => ${literal(value)};\n`);
  return `${lines.join("")}${statement.trim()};`;
}

function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (value !== null && typeof value === "object") {
    return `{${Object.entries(value).map(([key, each]) => `\`${key}\`: ${literal(each)}`).join(", ")}}`;
  }
  const text = JSON.stringify(value);
  if (typeof value !== "string") return text;
  return TIME.test(value) ? `datetime(${text})` : DURATION.test(value) ? `duration(${text})` : text;
}
