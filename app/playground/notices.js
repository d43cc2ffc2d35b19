import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";

// What vite's own list of licences misses: the workers, what Monaco contains, and the fonts.
const MORE = [
  "node_modules/picomatch-browser/LICENSE",
  "node_modules/monaco-editor/ThirdPartyNotices.txt",
  "src/fonts.md",
];

export function moreNotices(fileName) {
  return {
    name: "more-notices",
    apply: "build",
    writeBundle({ dir }) {
      for (const path of MORE) {
        const text = readFileSync(path, "utf8").replaceAll("\r\n", "\n").trim();
        appendFileSync(join(dir, fileName), `\n## ${path.replace("node_modules/", "")}\n\n${text}\n`);
      }
    },
  };
}
