/** What to call the one who is signed in; a token is never shown. */
export function namesOf({ development, members }) {
  return (who) => {
    if (!who) return "a visitor";
    return development ? (members.find(({ id }) => id === who)?.name ?? who) : "the owner of the token";
  };
}
