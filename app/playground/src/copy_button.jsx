import { useEffect, useState } from "react";

const SHOWN_FOR = 2500; // ms

/** Copies the text of `textOf`; without HTTPS, or when the reader forbids it, `refused` shows it and says how to copy. */
export function CopyButton({ textOf, refused, done, children, ...rest }) {
  const [said, say] = useState("");

  useEffect(() => {
    const timer = setTimeout(() => say(""), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [said]);

  async function copy() {
    const text = textOf();
    try {
      await navigator.clipboard.writeText(text);
      say(done);
    } catch {
      say(refused(text));
    }
  }

  return (
    <button type="button" aria-live="polite" onClick={copy} {...rest}>
      {said || children}
    </button>
  );
}
