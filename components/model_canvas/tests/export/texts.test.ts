import { describe, expect, it } from "vitest";
import { dotOf } from "../../src/export/dot";
import { mermaidOf } from "../../src/export/mermaid";
import { emptyDrawing, exampleDrawing, PALETTE } from "./drawings";

describe("Mermaid text", () => {
  it("has every node, wire and frame, and names that break out of nothing", () => {
    expect(mermaidOf(exampleDrawing())).toMatchInlineSnapshot(`
      "flowchart TB
          subgraph f0["residual_block"]
              subgraph f1["inner"]
                  n2["Dense b #60;#34;#38;#35;;#62; \\ #96;x#96;<br>4"]
              end
              n1["Dense a<br>4"]
              n3("Add sum")
          end
          n0(["Input i<br>(None, 4)"])
          n0 --> n1
          n1 --> n2
          n1 --> n3
          n2 --> n3
      "
    `);
  });

  it("is a flowchart of nothing for an empty canvas", () => {
    expect(mermaidOf(emptyDrawing())).toBe("flowchart TB\n");
  });
});

describe("DOT text", () => {
  it("has every node, wire and frame, and names that break out of nothing", () => {
    expect(dotOf(exampleDrawing(), PALETTE)).toMatchInlineSnapshot(`
      "digraph "a \\"design\\" &amp; more" {
        graph [rankdir=TB, bgcolor="#ffffff", fontname="Helvetica", fontcolor="#111111"];
        node [shape=box, style="rounded,filled", fontname="Helvetica", fontcolor="#111111"];
        edge [fontname="Helvetica", fontsize=10, color="#999999", fontcolor="#555555"];
        subgraph cluster_0 {
          graph [label="residual_block", style="rounded", color="#aaaaaa"];
          subgraph cluster_1 {
            graph [label="inner", style="rounded", color="#aaaaaa"];
            n2 [label="Dense b <\\"&amp;#;> \\\\ \`x\`\\n4", color="#0072b2", fillcolor="#eef6fb"];
          }
          n1 [label="Dense a\\n4", color="#0072b2", fillcolor="#eef6fb"];
          n3 [label="Add sum", color="#0072b2", fillcolor="#eef6fb"];
        }
        n0 [label="Input i\\n(None, 4)", color="#0072b2", fillcolor="#eef6fb", shape=oval, style="filled"];
        n0 -> n1;
        n1 -> n2;
        n1 -> n3;
        n2 -> n3;
      }
      "
    `);
  });
});
