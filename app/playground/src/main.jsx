import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./style.css";
import { createRoot } from "react-dom/client";
import { Playground } from "./playground.jsx";
import { Session } from "./session.js";

const page = createRoot(document.getElementById("page"));

try {
  const response = await fetch("/playground/config.json");
  const config = await response.json();
  page.render(<Playground config={config} session={new Session(config.development)} />);
} catch {
  page.render(<p className="notice">The server does not answer. Start it with “acquaint serve”, then reload this page.</p>);
}
