// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bus } from "../../shared/bus";
import { announceCatalogue } from "../src/catalogueFile";

const ADDRESS = "http://app.test/board/layerloom/catalogue.json";
const ENTRY = { path: "Own", aliases: [], ports: [{ name: "inputs" }] };
const CONTENT = {
  catalogue: { keras_version: "3", definitions: {}, excluded: {}, entries: { Own: ENTRY } },
  gallery: [{ name: "mlp", title: "Multilayer perceptron", summary: "A chain." }],
  blocks: [{ name: "mlp", title: "Perceptron", summary: "", paper: "", link: "", design: {} }],
  template: { name: "Own", imports: "", text: "class Own: ...", entry: ENTRY },
};

describe("the catalogue's file", () => {
  beforeEach(() => {
    delete window.__layerloom;
    vi.useFakeTimers();
  });
  afterEach(() => {
    document.head.replaceChildren();
    delete window.__layerloom;
    vi.useRealTimers();
  });

  it("is fetched from where the page says, and told to all", async () => {
    const asked = stub(new Response(JSON.stringify(CONTENT)));
    link(`${ADDRESS}?abc`);
    await announceCatalogue("http://app.test/other/_stcore/x.js");
    expect(asked).toHaveBeenCalledExactlyOnceWith(`${ADDRESS}?abc`);
    const told = bus().last("catalogue");
    expect(told?.gallery).toEqual(CONTENT.gallery);
    expect(told?.blocks).toEqual(CONTENT.blocks);
    expect(told?.catalogue.find("Own")?.ports[0]).toMatchObject({ name: "inputs", many: false });
    expect(told?.template?.entry.ports).toHaveLength(1);
  });

  it("lies beside the bundle, also behind a path, where the page says nothing", async () => {
    const asked = stub(new Response(JSON.stringify(CONTENT)));
    await announceCatalogue("http://app.test/board/_stcore/bidi-components/c/index-1.js");
    expect(asked).toHaveBeenCalledExactlyOnceWith(ADDRESS);
  });

  it("is asked for again while the server starts", async () => {
    const asked = stub(
      new Response("", { status: 503 }),
      new TypeError("no connection"),
      new Response(JSON.stringify(CONTENT)),
    );
    link(ADDRESS);
    const told = announceCatalogue("");
    await vi.runAllTimersAsync();
    await told;
    expect(asked).toHaveBeenCalledTimes(3);
    expect(bus().last("catalogue")).toBeDefined();
  });

  it("is not asked for where no app serves the bundle", async () => {
    const asked = stub();
    await announceCatalogue("http://localhost:5173/src/index.tsx");
    expect(asked).not.toHaveBeenCalled();
  });
});

function stub(...answers: (Response | Error)[]) {
  const asked = vi.fn(async (_address: string) => {
    const answer = answers.shift();
    if (answer instanceof Response) return answer;
    throw answer;
  });
  vi.stubGlobal("fetch", asked);
  return asked;
}

function link(address: string): void {
  const element = document.createElement("link");
  element.id = "layerloom-catalogue";
  element.href = address;
  document.head.append(element);
}
