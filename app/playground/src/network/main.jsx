import "@graphiql/react/font/roboto.css";
import "../style.css";
import "./network.css";
import { start } from "../start.jsx";
import { wearTheme } from "../theme.js";
import { Network } from "./network.jsx";

wearTheme();
start(Network);
