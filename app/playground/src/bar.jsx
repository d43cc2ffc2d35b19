import { pick, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect } from "react";
import icon from "./icon.svg";
import { MemberPicker } from "./member_picker.jsx";
import { Picker } from "./picker.jsx";
import { TokenField } from "./token_field.jsx";

export function Bar({ config, who, signIn }) {
  const { introspect } = useGraphiQLActions();
  const { schema, queryEditor, responseEditor } = useGraphiQL(pick("schema", "queryEditor", "responseEditor"));

  useEffect(() => {
    for (const editor of [queryEditor, responseEditor]) editor?.updateOptions({ wordWrap: "on" });
  }, [queryEditor, responseEditor]);

  function enter(next) {
    signIn(next);
    // A server may show its schema to signed-in members only: then the first one to sign in brings it.
    if (next && !schema) introspect();
  }

  return (
    <>
      <h1>
        <img src={icon} alt="" width="22" height="22" />
        Acquaint <small>playground</small>
      </h1>
      <Examples examples={config.examples} />
      {config.development ? (
        <MemberPicker members={config.members} who={who} signIn={enter} />
      ) : (
        <TokenField token={who} signIn={enter} />
      )}
    </>
  );
}

function Examples({ examples }) {
  const { addTab, changeTab } = useGraphiQLActions();
  const { queryEditor, variableEditor, tabs } = useGraphiQL(pick("queryEditor", "variableEditor", "tabs"));

  function open(title) {
    const { query, variables } = examples.find((example) => example.title === title);
    const opened = tabs.findIndex((tab) => tab.query === query);
    if (opened >= 0) {
      changeTab(opened);
    } else {
      addTab();
      queryEditor.setValue(query);
      variableEditor.setValue(variables);
    }
    if (variables) showVariables();
    queryEditor.focus();
  }

  return (
    <Picker
      name="examples"
      prompt="Find an example"
      options={examples.map(({ title, group }) => ({ value: title, label: title, group }))}
      onPick={open}
      disabled={!queryEditor}
    >
      Examples
    </Picker>
  );
}

// GraphiQL has no function that opens its pane of variables; its own button does.
function showVariables() {
  document.querySelector('.graphiql-editor-tools [data-name="variables"]')?.click();
}
