// @vitest-environment jsdom
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { Sentence } from "../Sentence";

afterEach(cleanup);

it("names between backticks stand in the code font", () => {
  const { container } = render(<Sentence text="`a` needs 2 tensors, `a` has 1" />);
  expect(container.innerHTML).toBe("<code>a</code> needs 2 tensors, <code>a</code> has 1");
});
