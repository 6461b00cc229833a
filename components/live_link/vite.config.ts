import { componentConfig } from "../shared/viteConfig.ts";

export default componentConfig(import.meta.dirname);
