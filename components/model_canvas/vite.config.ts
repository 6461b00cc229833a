import { componentConfig } from "../shared/viteConfig.ts";
import { python } from "./dev/server.ts";

const config = componentConfig(import.meta.dirname, "src/index.tsx");

export default { ...config, plugins: [...(config.plugins ?? []), python()] };
