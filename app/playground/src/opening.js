import { pick, useGraphiQL, useGraphiQLActions } from "@graphiql/react";

/** A function that shows a question in a tab of its own; null as long as the editors are not there. */
export function useOpening() {
  const { addTab, changeTab } = useGraphiQLActions();
  const { queryEditor, variableEditor, tabs } = useGraphiQL(pick("queryEditor", "variableEditor", "tabs"));
  if (!queryEditor || !variableEditor) return null;

  return function open({ query, variables }) {
    const opened = tabs.findIndex((tab) => tab.query === query);
    if (opened >= 0) {
      changeTab(opened);
    } else {
      addTab();
      queryEditor.setValue(query);
    }
    variableEditor.setValue(variables);
    if (variables) showVariables();
    queryEditor.focus();
  };
}

// GraphiQL has no function that opens its pane of variables; its own button does.
function showVariables() {
  document.querySelector('.graphiql-editor-tools [data-name="variables"]')?.click();
}
