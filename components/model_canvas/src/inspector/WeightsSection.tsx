/** The variables of a layer, as Keras makes them. */

import { lookup } from "../../../shared/document";
import { countText, shapeText } from "../view/displayText";
import { Section } from "./Section";
import type { Subject } from "./useSubject";

/** The most that are listed: a model of `keras.applications` has hundreds. */
const MOST = 60;

export function WeightsSection({ subject, operation }: { subject: Subject; operation: string }) {
  const found = subject.found && lookup(subject.found.operations, operation);
  if (!found?.weights || found.weights.length === 0) return null;
  const { weights, params, non_trainable_params: fixed, bytes } = found;
  return (
    <Section title="Weights" fold={{ open: false, count: weights.length }}>
      <table className="weights" data-stale={subject.stale}>
        <tbody>
          {weights.slice(0, MOST).map(({ path, shape, dtype, trainable }) => (
            <tr key={path}>
              <th scope="row" title={path}>
                {path}
              </th>
              <td>{shapeText(shape)}</td>
              <td>
                {dtype}
                {!trainable && <span title="not changed by training"> fixed</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {weights.length > MOST && <p className="quiet">… and {weights.length - MOST} more.</p>}
      <p className="quiet">
        {countText(params)} parameters{fixed > 0 && `, ${countText(fixed)} of them fixed`},{" "}
        {bytesText(bytes)}
      </p>
    </Section>
  );
}

/** `872.00 KB`, in steps of 1,024 as in `keras.utils.summary_utils.readable_memory_size`. */
export function bytesText(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB", "PB"];
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(2)} ${units[unit]}`;
}
