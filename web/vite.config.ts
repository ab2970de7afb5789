import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.BONGHWA_SERVER ?? "http://127.0.0.1:8800";

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: {
      "@messages": here("../src/bonghwa/kernel/messages"),
      "@": here("./src"),
    },
  },
  build: {
    target: ["chrome111", "firefox115", "safari16.4"],
    // The content security policy allows fonts and scripts from our own origin only, so nothing becomes a data: URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // Libraries change rarely, and each at its own time: browsers keep the files of those that did not.
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler)\/.*\.js$/, priority: 2 },
            { name: "mantine", test: /node_modules\/@mantine\/.*\.m?js$/, priority: 1 },
            { name: "libraries", test: /node_modules.*\.m?js$/ },
          ],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    fs: { allow: [here("."), here("../src/bonghwa/kernel/messages")] },
    proxy: {
      "/api": server,
      "/ws": { target: server, ws: true },
    },
  },
});
