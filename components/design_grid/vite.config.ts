import { componentConfig } from "../shared/viteConfig";

export default componentConfig(import.meta.dirname, "src/index.tsx");
