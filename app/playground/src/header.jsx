import icon from "./icon.svg";
import { MemberPicker } from "./member_picker.jsx";
import { TokenField } from "./token_field.jsx";

const PAGES = [
  { name: "Playground", address: "/playground" },
  { name: "Network", address: "/network" },
];

/** What stands at the top of every page: where one is, what one can do there, and who is signed in. */
export function Header({ page, config, who, signIn, children }) {
  return (
    <>
      <h1>
        <img src={icon} alt="" width="22" height="22" />
        Acquaint
      </h1>
      <nav aria-label="Pages">
        {PAGES.map(({ name, address }) => (
          <a key={name} href={address} aria-current={name === page ? "page" : undefined}>
            {name}
          </a>
        ))}
      </nav>
      {children}
      {config.development ? (
        <MemberPicker config={config} who={who} signIn={signIn} />
      ) : (
        <TokenField token={who} signIn={signIn} />
      )}
    </>
  );
}
