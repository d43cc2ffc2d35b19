import { namesOf } from "./names.js";
import { Picker } from "./picker.jsx";

const NOBODY = { value: "", label: "Nobody", note: "what a visitor sees" };

export function MemberPicker({ config, who, signIn }) {
  const members = config.members.map(({ id, name, note }) => ({ value: id, label: name, note: note ?? id }));
  return (
    <Picker
      name="members"
      prompt="Find a member, or type an id"
      options={[NOBODY, ...members]}
      selected={who ?? ""}
      onPick={signIn}
      takesAny
      side="right"
      urgent={!who}
    >
      {who ? (
        <>
          Signed in as <b>{namesOf(config)(who)}</b>
        </>
      ) : (
        "Pick a member"
      )}
    </Picker>
  );
}
