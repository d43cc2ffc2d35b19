import { useState } from "react";
import { useKept } from "./kept.js";
import { Picker } from "./picker.jsx";

/** The menu of examples; favourites come first the next time it opens, so that nothing moves under the pointer. */
export function Examples({ examples, onPick }) {
  const [favourites, setFavourites] = useKept("favourites", []);
  const [first, setFirst] = useState(favourites);

  function mark(title) {
    setFavourites(favourites.includes(title) ? favourites.filter((other) => other !== title) : [...favourites, title]);
  }

  const options = examples.map(({ title, group, query }) => ({ value: title, label: title, group, words: `${group} ${query}` }));
  const ofFirst = (option) => first.includes(option.value);
  const ordered = [
    ...options.filter(ofFirst).map((option) => ({ ...option, group: "Favourites" })),
    ...options.filter((option) => !ofFirst(option)),
  ];
  return (
    <Picker
      name="examples"
      prompt="Find an example by any word in it"
      options={ordered}
      onOpen={() => setFirst(favourites)}
      onPick={(title) => onPick(examples.find((example) => example.title === title))}
      marked={favourites}
      onMark={mark}
      disabled={!onPick}
    >
      Examples
    </Picker>
  );
}
