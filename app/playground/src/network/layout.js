/** Has a worker lay out a network; `onGroups` is told once, `onPlaces` a few times. Answers a function that stops it. */
export function layOut(network, onGroups, onPlaces) {
  const worker = new Worker(new URL("./layout.worker.js", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => {
    if (data.communities) onGroups(data.communities);
    else onPlaces(data.places);
    if (data.isLast) worker.terminate();
  };
  worker.postMessage({ size: network.members.length, links: network.links });
  return () => worker.terminate();
}
