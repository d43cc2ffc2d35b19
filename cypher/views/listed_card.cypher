// What does a row of a list say of its member? The card, or its head alone where no more is asked for.
// params: $member STRING = 'ada', $brief BOOLEAN = true
// of: member
MATCH (member:Member {id: $member})

// answer
RETURN CASE WHEN $brief THEN member {.id, .handle, .name, .headline} ELSE member {.id} /* card(member) */ END
AS answer;
