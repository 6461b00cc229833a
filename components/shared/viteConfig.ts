/** The Vite configuration of all components; it builds what Streamlit's `asset_dir` serves. */

import react from "@vitejs/plugin-react";
import { defineConfig, type UserConfig } from "vite";

/**
 * Build `src/index.ts(x)` of one component into `build/`.
 *
 * An ordinary build, not library mode (which inlines workers and keeps white space): relative base,
 * so that lazy chunks and workers are found beside the entry; strict entry signatures, because
 * Streamlit imports the default export; one style sheet, because a chunk's own would be linked into
 * the document's head, outside the component's shadow root.
 *
 * @param root Directory of the component (`import.meta.dirname`).
 * @param entry Source of the entry below it.
 */
export function componentConfig(root: string, entry = "src/index.ts"): UserConfig {
  return defineConfig({
    root,
    base: "./",
    plugins: [react()],
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    build: {
      outDir: "build",
      emptyOutDir: true,
      manifest: "manifest.json",
      target: "es2022",
      cssCodeSplit: false,
      assetsInlineLimit: 0,
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        input: `${root}/${entry}`,
        preserveEntrySignatures: "strict",
        output: {
          entryFileNames: "index-[hash].js",
          chunkFileNames: "chunk-[name]-[hash].js",
          assetFileNames: (asset) =>
            asset.names.some((name) => name.endsWith(".css"))
              ? "index-[hash].css"
              : "asset-[name]-[hash][extname]",
        },
      },
    },
    worker: {
      format: "es",
      rolldownOptions: { output: { entryFileNames: "worker-[name]-[hash].js" } },
    },
  });
}
