/** Vite's development server with one Python process behind it, for the catalogue and the analysis. */

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Plugin } from "vite";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/** Answers `GET /catalogue` and `POST /analyse`; it is no part of any build. */
export function python(): Plugin {
  let child: ChildProcessWithoutNullStreams | null = null;
  const waiting: ((line: string) => void)[] = [];

  const ask = (question: string): Promise<string> => {
    child ??= start((line) => waiting.shift()?.(line));
    child.stdin.write(`${question}\n`);
    return new Promise((resolve) => waiting.push(resolve));
  };

  return {
    name: "layerloom-python",
    apply: "serve",
    configureServer(server) {
      server.middlewares.use("/catalogue", async (_request, response) => {
        response.end(await ask("null"));
      });
      server.middlewares.use("/analyse", async (request, response) => {
        const parts: Buffer[] = [];
        for await (const part of request) parts.push(part as Buffer);
        const design = JSON.stringify(JSON.parse(Buffer.concat(parts).toString()));
        response.end(await ask(design));
      });
      server.httpServer?.once("close", () => child?.kill());
    },
  };
}

function start(onLine: (line: string) => void): ChildProcessWithoutNullStreams {
  const venv = join(ROOT, ".venv", "bin", "python");
  const command = existsSync(venv) ? venv : "python3";
  const script = join(import.meta.dirname, "answer.py");
  const child = spawn(command, ["-u", script], {
    cwd: ROOT,
    env: { ...process.env, PYTHONPATH: ROOT },
  });
  child.stderr.on("data", () => {});
  createInterface({ input: child.stdout }).on("line", onLine);
  return child;
}
