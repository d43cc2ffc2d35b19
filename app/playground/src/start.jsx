import { createRoot } from "react-dom/client";
import { Session } from "./session.js";

/** Asks the server whom it offers to sign in as, then shows a page of it. */
export async function start(Page) {
  const root = createRoot(document.getElementById("page"));
  try {
    const response = await fetch("/playground/config.json");
    const config = await response.json();
    root.render(<Page config={config} session={new Session(config.development)} />);
  } catch {
    root.render(<p className="notice">The server does not answer. Start it with “acquaint serve”, then reload this page.</p>);
  }
}
