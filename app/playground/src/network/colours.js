// Neighbours in a list of groups differ in hue; legend, hover card and table say in words what the colours say.
const LIGHT = {
  groups: "#2a78d6 #eb6834 #1baf7a #eda100 #e87ba4 #008300 #4a3aa7 #e34948 #17a2b8 #8c5a3c #9aa300 #a63d8f".split(" "),
  rest: "#8793a8",
  faded: "#e3e7ed",
  tie: "#d6dce6",
  chosen: "#8a97ae",
  ink: "#26334b",
  card: "#ffffff",
  back: "#ffffff",
};
const DARK = {
  groups: "#3987e5 #d95926 #199e70 #c98500 #d55181 #3fa33f #9085e9 #e66767 #2bb3c9 #b98363 #a9b02f #c76bb4".split(" "),
  rest: "#8592aa",
  faded: "#333e54",
  tie: "#3a465e",
  chosen: "#93a1bb",
  ink: "#dbe3f2",
  card: "#2b3548",
  back: "#212a3b",
};

export const MOST_COLOURS = LIGHT.groups.length;

/** The colours of the picture, which no style sheet reaches; opaque, for Sigma adds transparent ones up to white. */
export function coloursFor(isDark) {
  return isDark ? DARK : LIGHT;
}

export function colourOf(group, index, { groups, rest }) {
  return group.isRest ? rest : groups[index];
}
