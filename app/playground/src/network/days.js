const DAY = 86_400_000;
const WEEK = 7 * DAY;
// 1970-01-01 was a Thursday; weeks begin on a Monday.
const FIRST_MONDAY = 4 * DAY;

export function day(date) {
  return date.toISOString().slice(0, 10);
}

/** How many dates fall into each of the last weeks, the newest last; a week is named by its Monday. */
export function perWeek(dates, most) {
  const weeks = dates.map((date) => Math.floor((date - FIRST_MONDAY) / WEEK));
  const last = Math.floor((Date.now() - FIRST_MONDAY) / WEEK);
  const first = Math.max(Math.min(last, ...weeks), last - most + 1);
  const counts = Array.from({ length: last - first + 1 }, (_, index) => ({
    monday: new Date((first + index) * WEEK + FIRST_MONDAY),
    count: 0,
  }));
  for (const week of weeks) if (week >= first && week <= last) counts[week - first].count += 1;
  return counts;
}
