import Graph from "graphology";
import Sigma from "sigma";
import { drawHover, drawName } from "./lettering.js";

const NAMED = 12;
const USUAL = 640; // px of the canvas's shorter side, for which the nodes' sizes are made

/** The network as nodes and ties on a canvas; what is emphasised stands out. Throws when there is no WebGL. */
export class Picture {
  #emphasis = null;
  #taken = []; // boxes of the names drawn in this frame
  scale = 1;

  constructor(container, network, onChoose) {
    this.graph = graphOf(network);
    this.sigma = new Sigma(this.graph, container, {
      allowInvalidContainer: true,
      labelFont: "Roboto, sans-serif",
      labelSize: 12,
      labelGridCellSize: 130,
      labelRenderedSizeThreshold: 6,
      zIndex: true,
      minCameraRatio: 0.05,
      maxCameraRatio: 3,
      nodeReducer: (id, node) => this.#reduceNode(id, node),
      edgeReducer: (id, edge) => this.#reduceEdge(id, edge),
    });
    this.sigma.on("beforeRender", () => (this.#taken.length = 0));
    this.sigma.on("clickNode", ({ node }) => onChoose(node));
    this.sigma.on("clickStage", () => onChoose(null));
    for (const [event, cursor] of [["enterNode", "pointer"], ["leaveNode", ""]]) {
      this.sigma.on(event, () => (container.style.cursor = cursor));
    }
    // Sigma itself watches the window only, and the panel below takes room from the picture.
    this.observer = new ResizeObserver(([{ contentRect }]) => {
      this.scale = Math.min(1.2, Math.max(0.5, Math.min(contentRect.width, contentRect.height) / USUAL));
      this.sigma.refresh();
    });
    this.observer.observe(container);
  }

  place(places) {
    let next = 0;
    const moved = (id, node) => ({ ...node, x: places[next++], y: places[next++] });
    this.graph.updateEachNodeAttributes(moved, { attributes: ["x", "y"] });
  }

  paint(colours, colourOfMember) {
    this.colours = colours;
    const painted = (id, node) => ({ ...node, color: colourOfMember(id) });
    this.graph.updateEachNodeAttributes(painted, { attributes: ["color"] });
    this.sigma.setSetting("defaultDrawNodeLabel", drawName(colours, this.#taken));
    this.sigma.setSetting("defaultDrawNodeHover", drawHover(colours));
    this.sigma.refresh();
  }

  /** Shows `ids` before everything else, and the ties of `centre`, or else those among them; null: no emphasis. */
  emphasise(ids, centre = null) {
    this.#emphasis = ids && { ids: new Set(ids), centre, named: new Set(centre ? this.#bestKnown(ids) : []) };
    this.sigma.refresh({ skipIndexation: true });
  }

  zoom(way) {
    const camera = this.sigma.getCamera();
    ({ in: () => camera.animatedZoom(), out: () => camera.animatedUnzoom(), fit: () => camera.animatedReset() })[way]();
  }

  destroy() {
    this.observer.disconnect();
    this.sigma.kill();
  }

  #bestKnown(ids) {
    const size = (id) => this.graph.getNodeAttribute(id, "size");
    return [...ids].sort((a, b) => size(b) - size(a)).slice(0, NAMED);
  }

  #reduceNode(id, node) {
    const scaled = { ...node, size: node.size * this.scale };
    if (!this.#emphasis) return scaled;
    const { ids, centre, named } = this.#emphasis;
    if (!ids.has(id)) return { ...scaled, color: this.colours.faded, label: null, zIndex: 0 };
    return { ...scaled, zIndex: 1, highlighted: id === centre, forceLabel: named.has(id) };
  }

  #reduceEdge(id, edge) {
    if (!this.#emphasis) return { ...edge, color: this.colours?.tie };
    const { ids, centre } = this.#emphasis;
    const ends = this.graph.extremities(id);
    const isShown = centre ? ends.includes(centre) : ends.every((end) => ids.has(end));
    return isShown ? { ...edge, color: this.colours.chosen, zIndex: 1 } : { ...edge, hidden: true };
  }
}

function graphOf({ members, links }) {
  const graph = new Graph({ type: "undirected" });
  const most = Math.max(1, ...members.map(({ mutual }) => mutual));
  const scale = Math.min(1.2, Math.max(0.6, Math.sqrt(200 / members.length)));
  for (const { id, name, headline, mutual } of members) {
    graph.addNode(id, { x: 0, y: 0, label: name, headline, size: scale * (4 + 11 * Math.sqrt(mutual / most)) });
  }
  for (const [one, other] of links) graph.mergeEdge(members[one].id, members[other].id, { size: 1 });
  return graph;
}
