import { useEffect, useState } from "react";
import { read } from "../server.js";
import { SEARCH } from "./questions.js";

const PAUSE = 200; // ms without a key before the server is asked
const NOTHING = { state: "idle", edges: [], totalCount: 0 };

/** What the server finds for a text, asked after a pause in typing or `atOnce`; `state` says how far that is. */
export function useSearch(session, text) {
  const [found, setFound] = useState(NOTHING);
  const [hurried, setHurried] = useState(null);
  const query = text.trim();

  useEffect(() => {
    if (!/[\p{L}\p{N}]/u.test(query)) {
      setFound(NOTHING);
      return undefined;
    }
    let isStale = false;
    setFound({ ...NOTHING, state: "searching" });
    const tell = (answer) => !isStale && setFound({ ...NOTHING, state: "found", ...answer });
    const timer = setTimeout(() => {
      read(session, SEARCH, { query }).then(
        ({ searchMembers: { edges, totalCount } }) => tell({ edges: namesFirst(edges, query), totalCount }),
        (error) => tell({ error: error.message }),
      );
    }, hurried?.query === query ? 0 : PAUSE);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [session, query, hurried]);

  return { found, askAtOnce: () => setHurried({ query }) };
}

/** Members whose name begins with the query come first; beyond that the server's order stays. */
function namesFirst(edges, query) {
  const begins = ({ node }) => plain(node.name).startsWith(plain(query));
  return [...edges.filter(begins), ...edges.filter((edge) => !begins(edge))];
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
