import { chooseTheme, useTheme, useThemeOfOthers, wearTheme } from "../theme.js";

export function ThemeSwitch() {
  const chosen = useTheme();
  useThemeOfOthers(wearTheme);
  return (
    <label className="switch right">
      Theme
      <select value={chosen} onChange={(event) => chooseTheme(event.target.value)}>
        <option value="">System</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  );
}
