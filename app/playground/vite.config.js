import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { latinOnly } from "./fonts.js";
import { moreNotices } from "./notices.js";

const NOTICES = "THIRD_PARTY.md";

export default defineConfig({
  base: "/playground/",
  plugins: [latinOnly(), react(), moreNotices(NOTICES)],
  worker: { format: "es" },
  build: {
    outDir: "static",
    target: "es2022",
    // Inlined here and a file there, the icon would come out one way or the other by chance.
    assetsInlineLimit: 0,
    rolldownOptions: { input: ["index.html", "network.html"] },
    license: { fileName: NOTICES },
    // Monaco is one large piece whatever we do; a warning about it would hide others.
    chunkSizeWarningLimit: 3000,
  },
});
