// What may only the member see: e-mail addresses and settings?
// params: $keys LIST<STRING> = ['ada']
UNWIND $keys AS key
MATCH (member:Member {id: key})
WHERE member.status <> 'DELETED'
RETURN collect([key, {
  id: member.id + ' viewer',
  member: member {.id} /* card(member) */,
  emails: coalesce(member.emails, []),
  settings: {
    connections_visibility: member.connectionsVisibility,
    followers_visibility: member.followersVisibility,
    following_visibility: member.followingVisibility,
    show_follower_count: member.showFollowerCount,
    full_profile_visibility: member.fullProfileVisibility,
    follow_policy: member.followPolicy,
    invite_policy: member.invitePolicy,
    require_note: member.requireNote,
    auto_follow_on_connect: member.autoFollowOnConnect,
    follow_primary: member.followPrimary,
    is_discoverable: member.isDiscoverable
  }
}]) AS answers;
