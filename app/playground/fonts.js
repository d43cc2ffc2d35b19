const FACES = /@font-face \{[^}]*\}\s*/g;
const LATIN = /font-style: normal[^}]*unicode-range:\s*U\+0[01]00-/;

/** Leaves of GraphiQL's Roboto what the network page needs: upright, Latin letters. */
export function latinOnly() {
  return {
    name: "latin-only",
    enforce: "pre",
    transform(code, id) {
      return id.endsWith("/font/roboto.css") ? code.replace(FACES, (face) => (LATIN.test(face) ? face : "")) : null;
    },
  };
}
