graphql`
  query documentsProfileQuery($id: ID!) {
    member(id: $id) {
      id
      name
      relationship {
        id
        isFollowing
      }
    }
  }
`;
graphql`
  mutation documentsFollowMutation($input: MemberInput!) {
    followMember(input: $input) {
      relationship {
        id
        isFollowing
      }
    }
  }
`;
graphql`
  mutation documentsBlockMutation($input: MemberInput!) {
    blockMember(input: $input) {
      blockedMember {
        memberId
        handle
        since
      }
    }
  }
`;
graphql`
  query documentsConnectionsQuery {
    viewer {
      id
      member {
        connections(first: 10) {
          totalCount
        }
      }
    }
  }
`;
graphql`
  query documentsInvitationsQuery {
    viewer {
      id
      invitationsSent(first: 10) {
        totalCount
      }
    }
  }
`;
