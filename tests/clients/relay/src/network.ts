import { graphql } from "relay-runtime";

graphql`
  fragment network_card on Member {
    id
    name
    relationship { degree }
  }
`;

graphql`
  fragment network_connections on Member
  @argumentDefinitions(count: { type: "Int", defaultValue: 2 }, cursor: { type: "String" })
  @refetchable(queryName: "networkConnectionsPageQuery") {
    connections(first: $count, after: $cursor, orderBy: NAME) @connection(key: "network_connections") {
      totalCount
      edges { node { ...network_card } }
    }
  }
`;

graphql`
  fragment network_secondDegree on Viewer
  @argumentDefinitions(count: { type: "Int", defaultValue: 2 }, cursor: { type: "String" })
  @refetchable(queryName: "networkSecondDegreePageQuery") {
    secondDegree(first: $count, after: $cursor, orderBy: NAME) @connection(key: "network_secondDegree") {
      edges { mutualConnectionCount node { ...network_card } }
    }
  }
`;

graphql`
  fragment network_sent on Viewer {
    invitationsSent(first: 20) @connection(key: "network_invitationsSent") {
      __id
      edges { node { id state } }
    }
  }
`;

graphql`
  query networkQuery($id: ID!) {
    member(id: $id) { ...network_connections }
    viewer { ...network_secondDegree ...network_sent }
  }
`;

graphql`
  mutation networkInviteMutation($input: SendInvitationInput!, $connections: [ID!]!) {
    sendInvitation(input: $input) {
      outcome
      invitation @prependNode(connections: $connections, edgeTypeName: "InvitationEdge") {
        state
        recipient { ...network_card }
      }
      userErrors { code message field retryAt }
    }
  }
`;

graphql`
  subscription networkEventsSubscription($after: ID) {
    networkEvents(after: $after) {
      kind
      at
      member { ...network_card }
      invitation { note }
    }
  }
`;
