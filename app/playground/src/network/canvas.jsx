import { useEffect, useRef } from "react";
import { Picture } from "./picture.js";

const WAYS = [
  { way: "in", sign: "+", name: "Closer" },
  { way: "out", sign: "−", name: "Farther" },
  { way: "fit", sign: "⤢", name: "Whole network" },
];

export function Canvas({ network, places, paint, emphasis, label, onChoose, onFailure }) {
  const container = useRef(null);
  const picture = useRef(null);

  useEffect(() => {
    try {
      picture.current = new Picture(container.current, network, onChoose);
    } catch {
      // To ask for WebGL beforehand would cost as much as to draw.
      onFailure();
      return undefined;
    }
    return () => picture.current.destroy();
  }, [network, onChoose, onFailure]);

  useEffect(() => picture.current?.place(places), [network, places]);
  useEffect(() => picture.current?.paint(paint.colours, paint.colourOfMember), [network, paint]);
  useEffect(() => picture.current?.emphasise(emphasis?.ids ?? null, emphasis?.centre), [network, emphasis]);

  return (
    <div className="canvas">
      <div ref={container} className="drawing" role="img" aria-label={label} />
      <div className="zoom">
        {WAYS.map(({ way, sign, name }) => (
          <button key={way} type="button" aria-label={name} title={name} onClick={() => picture.current.zoom(way)}>
            {sign}
          </button>
        ))}
      </div>
    </div>
  );
}
