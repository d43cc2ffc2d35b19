const NAME = "500 13px Roboto, sans-serif";
const HEADLINE = "12px Roboto, sans-serif";
const PADDING = 8;
const LINE = 17;
const LONGEST = 60;

/** How a hovered member is drawn: name and headline on a card beside the node. Sigma's own card is white in the dark. */
export function drawHover({ ink, card }) {
  return (context, node) => {
    const headline = shortened(node.headline ?? "");
    const lines = [node.label, headline].filter(Boolean);
    if (lines.length === 0) return;
    context.font = NAME;
    const nameWidth = context.measureText(node.label).width;
    context.font = HEADLINE;
    const width = Math.max(nameWidth, context.measureText(headline).width) + 2 * PADDING;
    const height = lines.length * LINE + 2 * PADDING - 4;
    const fitsRight = node.x + node.size + 6 + width < context.canvas.clientWidth;
    const left = fitsRight ? node.x + node.size + 6 : node.x - node.size - 6 - width;
    const top = node.y - height / 2;

    context.beginPath();
    context.roundRect(left, top, width, height, 8);
    context.fillStyle = card;
    context.shadowColor = "#00000060";
    context.shadowBlur = 8;
    context.fill();
    context.shadowBlur = 0;

    context.beginPath();
    context.arc(node.x, node.y, node.size + 2, 0, 2 * Math.PI);
    context.strokeStyle = ink;
    context.lineWidth = 2;
    context.stroke();

    context.fillStyle = ink;
    lines.forEach((line, index) => {
      context.font = index === 0 ? NAME : HEADLINE;
      context.fillText(line, left + PADDING, top + PADDING + 10 + index * LINE);
    });
  };
}

/** How a name is written beside its node, with a rim to be read over ties; one that would overlap a `taken` box is left out. */
export function drawName({ ink, back }, taken) {
  return (context, node, { labelSize, labelFont }) => {
    if (!node.label) return;
    context.font = `${labelSize}px ${labelFont}`;
    const width = context.measureText(node.label).width;
    const fitsRight = node.x + node.size + 3 + width < context.canvas.clientWidth;
    const left = fitsRight ? node.x + node.size + 3 : node.x - node.size - 3 - width;
    const base = node.y + labelSize / 3;
    const box = { left, right: left + width, top: base - labelSize, bottom: base + labelSize / 3 };
    if (taken.some((other) => overlap(box, other))) return;
    taken.push(box);
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = back;
    context.strokeText(node.label, left, base);
    context.fillStyle = ink;
    context.fillText(node.label, left, base);
  };
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function shortened(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
