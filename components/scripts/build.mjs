// Build all components, or those named on the command line.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";

const root = join(import.meta.dirname, "..");
const all = readdirSync(root).filter((name) => existsSync(join(root, name, "vite.config.ts")));
const wanted = process.argv.slice(2);

for (const name of wanted.length > 0 ? wanted : all) {
  await build({ configFile: join(root, name, "vite.config.ts"), logLevel: "warn" });
}
