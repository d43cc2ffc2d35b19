import { useEffect, useRef, useState } from "react";

const MOST_SHOWN = 200;
const GAP = 6; // px between the button and its list

/**
 * A button that opens a list to search by typing: an ARIA combobox in a popover, which the browser closes by itself.
 * With `onMark`, a star marks an option; so does Alt and Enter, for a list's option may hold no button of its own.
 */
export function Picker(props) {
  const { name, prompt, options, selected, onOpen, onPick, marked, onMark, takesAny, side, urgent, disabled, children } = props;
  const opener = useRef(null);
  const popover = useRef(null);
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);

  const matches = matching(options, text, takesAny);
  const shown = matches.slice(0, MOST_SHOWN);
  const optionId = (index) => `${name}-${index}`;

  useEffect(() => {
    document.getElementById(optionId(active))?.scrollIntoView({ block: "nearest" });
  });

  function opens(event) {
    if (event.newState !== "open") return;
    onOpen?.();
    const { left, bottom } = opener.current.getBoundingClientRect();
    popover.current.style.setProperty("--top", `${bottom + GAP}px`);
    popover.current.style.setProperty("--left", `${left}px`);
    setText("");
    setActive(Math.max(0, options.findIndex((option) => option.value === selected)));
  }

  function take(option) {
    popover.current.hidePopover();
    onPick(option.value);
  }

  function pressed(event) {
    const last = shown.length - 1;
    const next = { ArrowDown: Math.min(active + 1, last), ArrowUp: Math.max(active - 1, 0), Home: 0, End: last }[event.key];
    if (next !== undefined) setActive(next);
    else if (event.key === "Enter" && event.altKey && onMark && shown[active]) onMark(shown[active].value);
    else if (event.key === "Enter" && shown[active]) take(shown[active]);
    else return;
    event.preventDefault();
  }

  return (
    <div className={`picker ${side ?? ""}`}>
      <button
        ref={opener}
        type="button"
        className={`opener ${urgent ? "urgent" : ""}`}
        popoverTarget={name}
        aria-haspopup="listbox"
        disabled={disabled}
      >
        {children} <span aria-hidden="true">▾</span>
      </button>
      <div id={name} className="choices" popover="auto" ref={popover} onBeforeToggle={opens}>
        <input
          ref={focusWhenShown}
          type="text"
          role="combobox"
          aria-label={prompt}
          aria-expanded="true"
          aria-controls={`${name}-list`}
          aria-autocomplete="list"
          aria-activedescendant={shown.length ? optionId(active) : undefined}
          autoComplete="off"
          spellCheck="false"
          placeholder={prompt}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={pressed}
        />
        <div className="list">
          <ul id={`${name}-list`} role="listbox" aria-label={prompt}>
            {shown.map((option, index) => (
              <Choice
                key={option.value}
                id={optionId(index)}
                option={option}
                heading={option.group !== shown[index - 1]?.group ? option.group : null}
                isActive={index === active}
                isSelected={option.value === selected}
                isMarked={marked?.includes(option.value)}
                onPick={take}
                onMark={onMark}
              />
            ))}
          </ul>
        </div>
        {shown.length === 0 && <p>Nothing fits “{text}”.</p>}
        {onMark && <p className="help">☆ or Alt+Enter makes a favourite: it comes first next time.</p>}
        {matches.length > shown.length && <p>{matches.length - shown.length} more: type to find them.</p>}
      </div>
    </div>
  );
}

function Choice({ id, option, heading, isActive, isSelected, isMarked, onPick, onMark }) {
  function marks(event) {
    event.stopPropagation();
    onMark(option.value);
  }

  return (
    <>
      {heading && (
        <li className="heading" role="presentation">
          {heading}
        </li>
      )}
      <li
        id={id}
        role="option"
        aria-selected={isSelected}
        className={isActive ? "active" : ""}
        onClick={() => onPick(option)}
      >
        {option.label}
        {option.note && <small>{option.note}</small>}
        {onMark && (
          <span className="star" role="img" aria-label={isMarked ? "favourite" : "no favourite"} onClick={marks}>
            {isMarked ? "★" : "☆"}
          </span>
        )}
      </li>
    </>
  );
}

// The browser focuses this one as the popover opens; React's own autoFocus acts only once, when the page is built.
function focusWhenShown(input) {
  input?.setAttribute("autofocus", "");
}

function matching(options, text, takesAny) {
  const wanted = text.trim().toLowerCase();
  const found = options.filter(({ value, label, note, words }) => {
    const all = [value, label, note, words].join(" ").toLowerCase();
    return wanted.split(/\s+/).every((word) => all.includes(word));
  });
  const isNew = takesAny && wanted && !options.some((option) => option.value === text.trim());
  return isNew ? [...found, { value: text.trim(), label: `Use the id “${text.trim()}”` }] : found;
}
