import { componentConfig } from "../shared/vite.ts";

export default componentConfig(import.meta.dirname, "src/index.tsx");
