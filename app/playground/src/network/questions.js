const CARD = "id name headline company";
export const MOST_WAYS = 10;
export const MOST_FOUND = 50;

export const NETWORK = `query MyNetwork {
  viewer {
    member { id name }
    networkMap(first: 1500) {
      nodes { member { ${CARD} } since mutualConnectionCount }
      links { source target }
      totalCount
      truncated
    }
  }
}`;

export const SEARCH = `query Find($query: String!) {
  searchMembers(query: $query, first: ${MOST_FOUND}) {
    totalCount
    edges { degree node { ${CARD} } }
  }
}`;

export const WAYS = `query HowAmIConnected($id: ID!) {
  member(id: $id) {
    ${CARD}
    connectionPaths(first: ${MOST_WAYS}) { length multiplicity steps { member { ${CARD} } } }
  }
}`;

export const SUGGESTIONS = `# Whom you might know, and why.
query WhomMightIKnow {
  viewer {
    peopleYouMayKnow(first: 10) {
      edges {
        node {
          id
          name
          headline
        }
        reasons {
          kind
          count
        }
      }
    }
  }
}
`;
