// What would become of each of these invitations if the viewer sent it now? Nothing is sent, and no address is judged.
// params: $viewer STRING = 'ada', $items LIST<MAP> = [{place: 0, member: 'grace', note: 'Hello', email: null}], $now ZONED DATETIME = '2026-01-01T00:00:00Z', $connectionLimit INTEGER = 30000, $openInvitationLimit INTEGER = 3000, $weeklyInvitationLimit INTEGER = 100, $noteLength INTEGER = 300, $invitationWithdrawnCooldown DURATION = 'P21D', $invitationDeclinedCooldown DURATION = 'P30D', $removedCooldown DURATION = 'P21D'
OPTIONAL MATCH (viewer:Member {id: $viewer})

UNWIND $items AS item
OPTIONAL MATCH (member:Member {id: item.member})
CALL (viewer, member, item) {
  /* [send_invitation($words.note: item.note, $words.email: item.email, $judged: false) */
  LET outcome = 'SENT', retryAt = null
  /* send_invitation] */
  RETURN outcome, toString(retryAt) AS retryAt
}
RETURN collect({place: item.place, outcome: outcome, retry_at: retryAt}) AS answers;
