import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "@graphiql/plugin-explorer/style.css";
import "./style.css";
import "./narrow.css";
import { Playground } from "./playground.jsx";
import { start } from "./start.jsx";

start(Playground);
