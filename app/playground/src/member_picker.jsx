import { Picker } from "./picker.jsx";

const NOBODY = { value: "", label: "Nobody", note: "what a visitor sees" };

export function MemberPicker({ members, who, signIn }) {
  const options = [NOBODY, ...members.map(({ id, name, note }) => ({ value: id, label: name, note: note ?? id }))];
  const name = members.find((member) => member.id === who)?.name ?? who;
  return (
    <Picker
      name="members"
      prompt="Find a member, or type an id"
      options={options}
      selected={who ?? ""}
      onPick={signIn}
      takesAny
      side="right"
      urgent={!who}
    >
      {who ? (
        <>
          Signed in as <b>{name}</b>
        </>
      ) : (
        "Pick a member"
      )}
    </Picker>
  );
}
