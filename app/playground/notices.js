import { appendFileSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

// What vite's own list of licences misses: the workers, what Monaco contains, and the fonts.
const LICENCES = [
  "picomatch-browser/LICENSE",
  "graphology-communities-louvain/LICENSE.txt",
  "graphology-indices/LICENSE.txt",
  "graphology-layout-forceatlas2/LICENSE.txt",
  "mnemonist/LICENSE.txt",
  "obliterator/LICENSE.txt",
  "pandemonium/LICENSE.txt",
].map((path) => join("node_modules", path));
const MORE = ["node_modules/monaco-editor/ThirdPartyNotices.txt", "src/fonts.md"];

export function moreNotices(fileName) {
  return {
    name: "more-notices",
    apply: "build",
    writeBundle({ dir }) {
      const add = (title, path) => {
        const text = readFileSync(path, "utf8").replaceAll("\r\n", "\n").trim();
        appendFileSync(join(dir, fileName), `\n## ${title}\n\n${text}\n`);
      };
      for (const path of LICENCES) add(titleOf(dirname(path)), path);
      for (const path of MORE) add(path.replace("node_modules/", ""), path);
    },
  };
}

function titleOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `${name} - ${version} (${license})`;
}
