// What would come of each thing that the viewer may do next with each of these members?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['grace'], $now ZONED DATETIME = '2026-01-01T00:00:00Z', $connectionLimit INTEGER = 30000, $openInvitationLimit INTEGER = 3000, $weeklyInvitationLimit INTEGER = 100, $noteLength INTEGER = 300, $invitationWithdrawnCooldown DURATION = 'P21D', $invitationDeclinedCooldown DURATION = 'P30D', $removedCooldown DURATION = 'P21D', $reminderLimit INTEGER = 1, $reminderDelay DURATION = 'P7D'
MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'
/* [lists */
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS blocked_either_way
}
/* lists] */

UNWIND $keys AS key
MATCH (member:Member {id: key})
WHERE member <> viewer
  AND true /* visible(member) */
OPTIONAL MATCH (viewer)-[invitation:INVITED]-(member)
WHERE invitation.openKey IS NOT NULL
  AND invitation.expiresAt > $now
LET sent = invitation IS NOT NULL AND startNode(invitation) = viewer
LET received = invitation IS NOT NULL AND startNode(invitation) = member
LET connected = true /* connected(member) */
LET following = EXISTS { (viewer)-[:FOLLOWS]->(member) } AND true /* follow_counts(viewer, member) */
LET followed = EXISTS { (viewer)<-[:FOLLOWS]-(member) } AND true /* follow_counts(member, viewer) */

// Below it is decided what makes sense for the pair; the decision inside each call is that of the write itself, given a note and an address.
CALL (viewer, member) {
  /* [send_invitation($words.note: '', $words.email: '', $judged: false) */
  LET outcome = 'SENT', retryAt = null
  /* send_invitation] */
  RETURN {name: 'INVITE', outcome: outcome, retry_at: toString(retryAt)} AS invite
}
CALL (viewer, member, invitation) {
  /* [accept_invitation() */
  LET outcome = 'ACCEPTED'
  /* accept_invitation] */
  RETURN {name: 'ACCEPT', outcome: outcome, retry_at: null} AS accept
}
CALL (viewer, member, invitation) {
  /* [ignore_invitation() */
  LET outcome = 'IGNORED'
  /* ignore_invitation] */
  RETURN {name: 'IGNORE', outcome: outcome, retry_at: null} AS ignore
}
CALL (viewer, member, invitation) {
  /* [decline_invitation($words.message: '') */
  LET outcome = 'DECLINED'
  /* decline_invitation] */
  RETURN {name: 'DECLINE', outcome: outcome, retry_at: null} AS decline
}
CALL (viewer, member, invitation) {
  /* [withdraw_invitation() */
  LET outcome = 'WITHDRAWN'
  /* withdraw_invitation] */
  RETURN {name: 'WITHDRAW', outcome: outcome, retry_at: null} AS withdraw
}
CALL (viewer, member, invitation) {
  /* [remind_invitation($words.note: '') */
  LET outcome = 'REMINDED', retryAt = null
  /* remind_invitation] */
  RETURN {name: 'REMIND', outcome: outcome, retry_at: toString(retryAt)} AS remind
}
CALL (viewer, member) {
  /* [remove_connection() */
  LET outcome = 'DISCONNECTED'
  /* remove_connection] */
  RETURN {name: 'REMOVE_CONNECTION', outcome: outcome, retry_at: null} AS remove_connection
}
CALL (viewer, member) {
  /* [follow_member() */
  LET outcome = 'FOLLOWED'
  /* follow_member] */
  RETURN {name: 'FOLLOW', outcome: outcome, retry_at: null} AS follow
}
CALL (viewer, member) {
  /* [unfollow_member() */
  LET outcome = 'UNFOLLOWED'
  /* unfollow_member] */
  RETURN {name: 'UNFOLLOW', outcome: outcome, retry_at: null} AS unfollow
}
CALL (viewer, member) {
  /* [remove_follower() */
  LET outcome = 'FOLLOWER_REMOVED'
  /* remove_follower] */
  RETURN {name: 'REMOVE_FOLLOWER', outcome: outcome, retry_at: null} AS remove_follower
}
CALL (viewer, member) {
  /* [block_member() */
  LET outcome = 'BLOCKED'
  /* block_member] */
  RETURN {name: 'BLOCK', outcome: outcome, retry_at: null} AS block
}

RETURN collect([key, {
  actions: [action IN [
    CASE WHEN NOT connected AND invitation IS NULL THEN invite END,
    CASE WHEN received THEN accept END,
    CASE WHEN received AND invitation.state = 'PENDING' THEN ignore END,
    CASE WHEN received THEN decline END,
    CASE WHEN sent THEN withdraw END,
    CASE WHEN sent THEN remind END,
    CASE WHEN connected THEN remove_connection END,
    CASE WHEN NOT following THEN follow END,
    CASE WHEN following THEN unfollow END,
    CASE WHEN followed THEN remove_follower END,
    CASE WHEN true THEN block END
  ] WHERE action IS NOT NULL],
  required: CASE WHEN member.invitePolicy = 'EMAIL' THEN 'EMAIL_REQUIRED' WHEN member.requireNote THEN 'NOTE_REQUIRED' END,
  follow_primary: member.followPrimary
}]) AS answers;
