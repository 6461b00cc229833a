// @vitest-environment jsdom
import { act, cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { withSetting } from "../../../src/document/settings";
import { ConfigForm } from "../../../src/inspector/form/ConfigForm";
import { CATALOGUE, entry } from "../../fixtures/catalogue";

afterEach(cleanup);

type Config = Record<string, unknown>;

/** What stands in for the store: holds a configuration and takes what is sent. */
interface Model {
  name: string;
  key: string;
  config: Config;
  sent: [string, unknown][];
  put: (config: Config) => void;
}

function Host({ model }: { model: Model }) {
  const [values, setValues] = useState(model.config);
  const { schema, highlights } = entry(model.name);
  model.put = (config) => {
    model.config = config;
    setValues(config);
  };
  return (
    <ConfigForm
      draftKey={model.key}
      schema={schema}
      highlights={highlights}
      values={values}
      catalogue={CATALOGUE}
      onSet={(argument, value) => {
        model.sent.push([argument, value]);
        model.put(withSetting(model.config, argument, value, schema));
      }}
    />
  );
}

let forms = 0;

function show(name: string, config: Config) {
  forms += 1;
  const model: Model = { name, key: `form-${forms}`, config, sent: [], put: () => {} };
  const view = render(<Host model={model} />);
  return {
    sent: model.sent,
    config: () => model.config,
    again: () => {
      view.unmount();
      render(<Host model={model} />);
    },
    /** The design changes from elsewhere, as by undo. */
    replace: (next: Config) => act(() => model.put(next)),
  };
}

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(new RegExp(`^${name}`));

describe("numbers", () => {
  it("are sent as they are typed, and wrong ones never", async () => {
    const user = userEvent.setup();
    const form = show("Dense", { units: 64 });
    await user.clear(field("units"));
    expect(form.sent).toEqual([]);
    expect(screen.getByText("is needed")).toBeTruthy();
    await user.type(field("units"), "12");
    expect(form.sent).toEqual([
      ["units", 1],
      ["units", 12],
    ]);
    await user.type(field("units"), "a");
    expect(form.config()).toEqual({ units: 12 });
    expect(field("units").value).toBe("12a");
    expect(field("units").getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByText('must be a positive integer, got "12a"')).toBeTruthy();
  });

  it("that are wrong survive a remount, and go when the design's value changes", async () => {
    const user = userEvent.setup();
    const form = show("Dense", { units: 64 });
    await user.type(field("units"), "x");
    form.again();
    expect(field("units").value).toBe("64x");
    expect(screen.getByText(/got "64x"/)).toBeTruthy();
    form.replace({ units: 32 });
    expect(await screen.findByDisplayValue("32")).toBeTruthy();
    expect(screen.queryByText(/64x/)).toBeNull();
  });

  it("step with the arrow keys", async () => {
    const user = userEvent.setup();
    const form = show("Dense", { units: 64 });
    await user.type(field("units"), "{ArrowUp}{ArrowUp}{ArrowDown}");
    expect(form.config()).toEqual({ units: 65 });
  });
});

describe("shapes", () => {
  it("are written as in Python, an unfinished one as it stands", async () => {
    const user = userEvent.setup();
    const form = show("Input", { shape: [784] });
    await user.clear(field("shape"));
    await user.type(field("shape"), "None, 28, 1");
    expect(field("shape").value).toBe("None, 28, 1");
    expect(form.config()).toEqual({ shape: [null, 28, 1] });
    await user.type(field("shape"), ",");
    expect(field("shape").value).toBe("None, 28, 1,");
  });

  it("take one number for one dimension", async () => {
    const user = userEvent.setup();
    const form = show("Input", { shape: [784] });
    expect(field("shape").value).toBe("784");
    await user.type(field("shape"), "0");
    expect(form.config()).toEqual({ shape: [7840] });
  });

  it("may be one number or several where Keras takes both", async () => {
    const user = userEvent.setup();
    const form = show("Conv2D", { filters: 8, kernel_size: 3 });
    await user.type(field("kernel_size"), ", 5");
    expect(form.config()).toEqual({ filters: 8, kernel_size: [3, 5] });
  });
});

describe("defaults", () => {
  it("are shown and left out, and a button goes back to them", async () => {
    const user = userEvent.setup();
    const form = show("Conv2D", { filters: 8, kernel_size: 3, padding: "same" });
    expect(field("strides").placeholder).toBe("1, 1");
    await user.click(screen.getByRole("button", { name: "Reset padding to its default" }));
    expect(form.config()).toEqual({ filters: 8, kernel_size: 3 });
    await user.selectOptions(field("padding"), "same");
    await user.selectOptions(field("padding"), "valid (default)");
    expect(form.config()).toEqual({ filters: 8, kernel_size: 3 });
  });

  it("of a switch are what it shows", async () => {
    const user = userEvent.setup();
    const form = show("Dense", { units: 1 });
    await user.click(screen.getByText("More"));
    expect(field("use_bias").checked).toBe(true);
    await user.click(field("use_bias"));
    expect(form.config()).toEqual({ units: 1, use_bias: false });
    await user.click(field("use_bias"));
    expect(form.config()).toEqual({ units: 1 });
  });
});

describe("objects", () => {
  it("are chosen by name or with settings of their own", async () => {
    const user = userEvent.setup();
    const form = show("Dense", { units: 1 });
    await user.click(screen.getByText("More"));
    await user.selectOptions(field("kernel_initializer"), "he_normal");
    expect(form.config()).toMatchObject({ kernel_initializer: "he_normal" });
    await user.selectOptions(field("kernel_initializer"), "RandomNormal…");
    await user.type(field("stddev"), "0.1");
    expect(form.config()).toMatchObject({
      kernel_initializer: {
        class_name: "keras.initializers.RandomNormal",
        config: { stddev: 0.1 },
      },
    });
    await user.type(field("stddev"), "x");
    expect(form.config()).toMatchObject({ kernel_initializer: { config: { stddev: 0.1 } } });
    expect(screen.getByText('must be a number, got "0.1x"')).toBeTruthy();
  });

  it("are layers where a layer wraps another, with their own form", async () => {
    const user = userEvent.setup();
    const lstm = { class_name: "keras.layers.LSTM", config: { units: 64 } };
    const form = show("Bidirectional", { layer: lstm });
    await user.clear(field("units"));
    await user.type(field("units"), "8");
    expect(form.config()).toEqual({ layer: { ...lstm, config: { units: 8 } } });
    await user.selectOptions(field("layer"), "GRU");
    expect(form.config()).toEqual({
      layer: { class_name: "keras.layers.GRU", config: { units: 64 } },
    });
  });

  it("stand in lists where several are taken", async () => {
    const user = userEvent.setup();
    const cell = { class_name: "keras.layers.LSTMCell", config: { units: 64 } };
    const form = show("RNN", { cell });
    await user.selectOptions(screen.getByLabelText("Add a layer"), "GRUCell");
    expect(form.config()).toEqual({
      cell: [cell, { class_name: "keras.layers.GRUCell", config: { units: 64 } }],
    });
    await user.click(screen.getByRole("button", { name: "Move GRUCell up" }));
    await user.click(screen.getByRole("button", { name: "Remove LSTMCell" }));
    expect(form.config()).toEqual({
      cell: { class_name: "keras.layers.GRUCell", config: { units: 64 } },
    });
  });
});

describe("the form", () => {
  it("shows what is needed and telling first, the rest on demand", async () => {
    const user = userEvent.setup();
    show("Dense", { units: 1 });
    expect(field("units")).toBeTruthy();
    expect(screen.queryByLabelText("kernel_constraint")).toBeNull();
    await user.click(screen.getByText("More"));
    expect(screen.getByLabelText("kernel_constraint")).toBeTruthy();
    await user.click(screen.getByText("More"));
    expect(screen.queryByLabelText("kernel_constraint")).toBeNull();
  });

  it("explains each argument to screen readers", () => {
    show("Dense", { units: 1 });
    const ids = field("units").getAttribute("aria-describedby")?.split(" ") ?? [];
    const texts = ids.map((id) => document.getElementById(id)?.textContent ?? "");
    expect(texts.join(" ")).toMatch(/dimensionality of the output/);
  });
});
