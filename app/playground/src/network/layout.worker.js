import Graph from "graphology";
import louvain from "graphology-communities-louvain";
import forceAtlas2 from "graphology-layout-forceatlas2";

const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const MANY = 500;
const GAP = 0.04; // of the picture's width, between members without ties

/** Finds the communities and the places of a network beside the page, which stays free for its reader. */
onmessage = ({ data: { size, links } }) => {
  const graph = new Graph({ type: "undirected" });
  for (let index = 0; index < size; index += 1) graph.addNode(index);
  for (const [source, target] of links) graph.mergeEdge(source, target);
  // Without chance, the same network gives the same picture every time.
  const communities = louvain(graph, { randomWalk: false });
  postMessage({ communities: Array.from({ length: size }, (_, index) => communities[index]) });

  const alone = graph.filterNodes((node) => graph.degree(node) === 0);
  for (const node of alone) graph.dropNode(node);
  seat(graph, communities);
  const isLarge = graph.order > MANY;
  const settings = { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: isLarge, barnesHutTheta: 0.8 };
  const [rounds, iterations] = isLarge ? [8, 25] : [4, 100];
  // Ties within a community pull harder, so that it can be seen as one.
  const getEdgeWeight = (edge, attributes, source, target) => (communities[source] === communities[target] ? 3 : 1);
  for (let round = 1; round <= rounds; round += 1) {
    if (graph.order) forceAtlas2.assign(graph, { iterations, settings, getEdgeWeight });
    if (round === 1) layDown(graph);
    postMessage({ places: placesOf(graph, alone, size), isLast: round === rounds });
  }
};

// Members start beside those of their community, so that few steps are enough.
function seat(graph, communities) {
  const seats = new Map();
  graph.forEachNode((node) => {
    const community = communities[node];
    const number = seats.get(community) ?? 0;
    seats.set(community, number + 1);
    const [far, near] = [12 * Math.sqrt(community), Math.sqrt(number)];
    graph.mergeNodeAttributes(node, {
      x: far * Math.cos(community * GOLDEN) + near * Math.cos(number * GOLDEN),
      y: far * Math.sin(community * GOLDEN) + near * Math.sin(number * GOLDEN),
    });
  });
}

// Windows are wider than they are high, so a network that stands is laid on its side.
function layDown(graph) {
  const extent = (axis) => {
    const values = graph.mapNodes((node, attributes) => attributes[axis]);
    return Math.max(...values) - Math.min(...values);
  };
  if (extent("y") > extent("x")) graph.updateEachNodeAttributes((node, { x, y }) => ({ x: y, y: x }));
}

// Members without a tie would drift away for ever: they stand in rows below the others.
function placesOf(graph, alone, size) {
  const places = new Float32Array(2 * size);
  let [left, right, bottom] = [0, 0, 0];
  graph.forEachNode((node, { x, y }) => {
    places.set([x, y], 2 * node);
    [left, right, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(bottom, y)];
  });
  const gap = GAP * (right - left || 1);
  const inRow = Math.min(alone.length, Math.ceil(1 / GAP));
  alone.forEach((node, index) => {
    const column = (index % inRow) - (inRow - 1) / 2;
    const row = 2 + Math.floor(index / inRow);
    places.set([(left + right) / 2 + column * gap, bottom - row * gap], 2 * node);
  });
  return places;
}
