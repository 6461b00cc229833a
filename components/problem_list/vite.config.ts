import { componentConfig } from "../shared/vite";

export default componentConfig(import.meta.dirname, "src/index.tsx");
