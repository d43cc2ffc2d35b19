import { useEffect, useSyncExternalStore } from "react";

// Where GraphiQL's own switch keeps its choice, so that both pages have one: "light", "dark", or "" for the system's.
const KEY = "acquaint:graphiql:theme";
const SYSTEM = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set();

export function theme() {
  return localStorage.getItem(KEY) ?? "";
}

/** Gives the page the theme that was chosen; the style sheet knows GraphiQL's classes. */
export function wearTheme() {
  document.body.classList.remove("graphiql-light", "graphiql-dark");
  if (theme()) document.body.classList.add(`graphiql-${theme()}`);
  for (const listener of listeners) listener();
}

export function chooseTheme(next) {
  if (next) localStorage.setItem(KEY, next);
  else localStorage.removeItem(KEY);
  wearTheme();
}

export function useTheme() {
  return useSyncExternalStore(listen, theme);
}

export function useDark() {
  return useSyncExternalStore(listen, () => (theme() ? theme() === "dark" : SYSTEM.matches));
}

/** Tells of a choice that was made in another tab. */
export function useThemeOfOthers(tell) {
  useEffect(() => {
    const heard = (event) => event.key === KEY && tell(theme());
    addEventListener("storage", heard);
    return () => removeEventListener("storage", heard);
  }, [tell]);
}

function listen(listener) {
  listeners.add(listener);
  SYSTEM.addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    SYSTEM.removeEventListener("change", listener);
  };
}
