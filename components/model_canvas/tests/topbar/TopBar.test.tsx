// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { renameModel } from "../../src/document/settings";
import { TopBar } from "../../src/topbar/TopBar";
import { analysisOf, draw, storeWith } from "../fixtures/canvas";
import { gallery } from "../fixtures/designs";
import { FakeServer } from "../fixtures/server";

afterEach(cleanup);

function open(...findings: Parameters<typeof analysisOf>) {
  const store = storeWith(gallery("two_headed_mlp"), analysisOf(...findings));
  store.setState({ gallery: [{ name: "mlp", title: "Perceptron", summary: "Three layers." }] });
  const server = new FakeServer(store);
  const { container } = draw(store, <TopBar />);
  return { store, server, root: container.querySelector(".layerloom") as HTMLElement };
}

describe("the top bar", () => {
  it("renames the design, never to nothing", async () => {
    const user = userEvent.setup();
    const { store } = open();
    const name = screen.getByLabelText("Name of the design");
    await user.clear(name);
    expect(store.getState().design.name).toBe("two_headed_mlp");
    expect(screen.getByRole("alert").textContent).toBe("A design needs a name.");
    await user.type(name, "Mine");
    expect(store.getState().design.name).toBe("Mine");
    expect(store.getState().design.main.name).toBe("Mine");
  });

  it("leaves a model its own name, also if the design's is spelled like it on the way", async () => {
    const user = userEvent.setup();
    const { store } = open();
    store.getState().edit("Rename", (design) => renameModel(design, "main", "net"));
    const name = screen.getByLabelText("Name of the design");
    await user.clear(name);
    await user.type(name, "network");
    expect(store.getState().design).toMatchObject({ name: "network", main: { name: "net" } });
  });

  it("undoes and redoes, and says what", async () => {
    const user = userEvent.setup();
    const { store } = open();
    const undo = screen.getByRole<HTMLButtonElement>("button", { name: "Undo" });
    expect(undo.disabled).toBe(true);
    await user.selectOptions(screen.getByLabelText("Dtype policy of the design"), "float16");
    expect(undo.title).toBe("Undo: Set dtype policy (Ctrl+Z)");
    await user.click(undo);
    expect(store.getState().design.dtype_policy).toBe("float32");
    await user.click(screen.getByRole("button", { name: "Redo" }));
    expect(store.getState().design.dtype_policy).toBe("float16");
  });

  it("asks for a gallery entry and for an empty design", async () => {
    const user = userEvent.setup();
    const { server } = open();
    await user.click(screen.getByRole("button", { name: "Gallery" }));
    await user.click(screen.getByRole("menuitem", { name: /Perceptron/ }));
    await user.click(screen.getByRole("button", { name: "File" }));
    await user.click(screen.getByRole("menuitem", { name: /New/ }));
    expect(server.wishes).toEqual([{ type: "gallery", name: "mlp" }, { type: "new" }]);
    expect(screen.queryByRole("menuitem")).toBeNull();
  });

  it("finds a model of keras.applications, to be opened as a graph", async () => {
    const user = userEvent.setup();
    const { store, server } = open();
    await user.click(screen.getByRole("button", { name: "Gallery" }));
    await user.type(screen.getByLabelText("Search the gallery"), "mobilenet v2");
    const found = screen.getAllByRole("menuitem").map((item) => item.textContent);
    expect(found).toEqual(["MobileNetV2"]);
    await user.keyboard("{ArrowDown}{Enter}");
    expect(server.wishes).toEqual([{ type: "application", name: "MobileNetV2" }]);
    expect(store.getState().busy).toBe("Building MobileNetV2 without weights");
  });

  it("says when nothing in the gallery is called so, and opens the first that is", async () => {
    const user = userEvent.setup();
    const { server } = open();
    await user.click(screen.getByRole("button", { name: "Gallery" }));
    const field = screen.getByLabelText("Search the gallery");
    expect(document.activeElement).toBe(field);
    await user.type(field, "no such thing{Enter}");
    expect(screen.getByText("Nothing is called so.")).toBeTruthy();
    expect(server.wishes).toEqual([]);
    await user.clear(field);
    await user.type(field, "three layers{Enter}");
    expect(server.wishes).toEqual([{ type: "gallery", name: "mlp" }]);
  });

  it("opens a file that is chosen or dropped", async () => {
    const user = userEvent.setup();
    const { store, server, root } = open();
    const file = new File(["{}"], "design.json", { type: "application/json" });
    await user.upload(screen.getByLabelText("Design file"), file);
    const dataTransfer = { types: ["Files"], files: [file] };
    fireEvent.dragOver(root, { dataTransfer });
    expect(screen.getByText(/Drop it to open it/)).toBeTruthy();
    fireEvent.drop(root, { dataTransfer });
    await waitFor(() => expect(server.wishes).toHaveLength(2));
    expect(server.wishes).toEqual([
      { type: "open", name: "design.json", text: "{}" },
      { type: "open", name: "design.json", text: "{}" },
    ]);
    expect(screen.queryByText(/Drop it to open it/)).toBeNull();
    expect(store.getState().busy).toBeNull();
  });

  it("opens the model of several files that TensorFlow.js saved", async () => {
    const { server, root } = open();
    const text = '{"modelTopology": {}}';
    const files = [new File(["w"], "group1-shard1of1.bin"), new File([text], "model.json")];
    fireEvent.drop(root, { dataTransfer: { types: ["Files"], files } });
    await waitFor(() =>
      expect(server.wishes).toEqual([{ type: "import", name: "model.json", text }]),
    );
  });

  it("refuses a file that is too large before reading it", async () => {
    const user = userEvent.setup();
    const { store, server } = open();
    const file = new File(["{}"], "big.json", { type: "application/json" });
    Object.defineProperty(file, "size", { value: 65 * 1024 * 1024 });
    await user.upload(screen.getByLabelText("Design file"), file);
    const told = () => store.getState().notice?.text;
    await waitFor(() => expect(told()).toMatch(/^big\.json has 68,157,440 bytes/));
    expect(server.wishes).toEqual([]);
  });
});

describe("chain or topology", () => {
  it("says chain when there is no reason against it", () => {
    open();
    expect(screen.getByText("chain")).toBeTruthy();
  });

  it("says nothing of what is not finished", () => {
    open(
      { code: "not-a-chain", severity: "advice", message: "a merge" },
      { code: "missing-argument", severity: "error", message: "`dense` takes nothing" },
    );
    expect(screen.queryByText("chain")).toBeNull();
    expect(screen.queryByText(/topology/)).toBeNull();
  });

  it("lists the reasons; one that is chosen shows its nodes", async () => {
    const user = userEvent.setup();
    const { store } = open(
      { code: "not-a-chain", severity: "advice", message: "two `inputs`", nodes: ["pixels"] },
      { code: "not-a-chain", severity: "advice", message: "a merge", nodes: ["concatenate"] },
      { code: "not-a-chain", severity: "advice", message: "in a block", graph: "block" },
    );
    await user.click(screen.getByRole("button", { name: "topology: 2 reasons" }));
    expect(screen.queryByText("in a block")).toBeNull();
    await user.click(screen.getByText("a merge"));
    expect(store.getState().selection).toEqual(["concatenate"]);
    expect(screen.queryByText("a merge")).toBeNull();
  });

  it("closes with Escape and gives the focus back", async () => {
    const user = userEvent.setup();
    open({ code: "not-a-chain", severity: "advice", message: "a merge", nodes: [] });
    const chip = screen.getByRole("button", { name: "topology: 1 reason" });
    await user.click(chip);
    await user.keyboard("{Escape}");
    expect(screen.queryByText("a merge")).toBeNull();
    expect(document.activeElement).toBe(chip);
  });
});
