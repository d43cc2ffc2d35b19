import { useState } from "react";

const PREFIX = "acquaint:";

/** What was chosen on this browser before, or null. */
export function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name));
  } catch {
    // Somebody else's hand was in it: as good as nothing.
    return null;
  }
}

/** React's useState for a choice that outlives the page. */
export function useKept(name, initial) {
  const [value, setValue] = useState(() => kept(name) ?? initial);
  function keep(next) {
    localStorage.setItem(PREFIX + name, JSON.stringify(next));
    setValue(next);
  }
  return [value, keep];
}
