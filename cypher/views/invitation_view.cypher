// An invitation as one of its two members sees it.
// params: $viewer STRING = 'ada', $invitation STRING = 'an invitation', $now ZONED DATETIME = '2026-01-01T00:00:00Z'
// of: invitation
MATCH (viewer:Member {id: $viewer})
MATCH ()-[invitation:INVITED {id: $invitation}]->()

// answer
RETURN {
    id: invitation.id,
    sender: head([one IN [startNode(invitation)] | one {.id} /* card(one) */]),
    recipient: head([one IN [endNode(invitation)] | one {.id} /* card(one) */]),
    state: '' /* invitation_state(invitation) */,
    note: invitation.note,
    how_you_know: invitation.howYouKnow,
    sent_at: toString(invitation.sentAt),
    expires_at: toString(invitation.expiresAt),
    closed_at: toString(CASE WHEN invitation.openKey IS NOT NULL AND invitation.expiresAt <= $now THEN invitation.expiresAt ELSE invitation.closedAt END),
    reminder_count: coalesce(invitation.reminders, 0),
    reminder_note: invitation.reminderNote,
    message: invitation.message
  }
AS answer;
