import { useCallback, useRef, useState } from "react";

/** How the last question of each of GraphiQL's tabs went, by the tab's id; `show` says which tab is in front. */
export function useAnswers(session) {
  const [answers, setAnswers] = useState({});
  const [tab, setTab] = useState(null);
  const front = useRef(null);
  const asked = useRef(0);

  const show = useCallback((id) => {
    front.current = id;
    setTab(id);
  }, []);

  const begin = useCallback(() => {
    const id = front.current;
    const number = ++asked.current;
    setAnswers((all) => ({ ...all, [id]: { number, who: session.who, state: "running" } }));
    function tell(changes) {
      // A tab that has asked something else since then keeps what it has.
      setAnswers((all) => (all[id].number === number ? { ...all, [id]: { ...all[id], ...changes } } : all));
    }
    return { tell, isInFront: () => front.current === id };
  }, [session]);

  return { answer: answers[tab], begin, show };
}
