/** One tensor at length: pictures, histogram, figures, and its numbers if they are few. */

import { HeatMap } from "../../shared/HeatMap";
import { short } from "../../shared/pixels";
import type { TensorDetail } from "../../shared/types.gen";
import { Histogram } from "./Histogram";
import { Scale } from "./Scale";

interface Props {
  tensor: TensorDetail;
  title: string;
  /** Only pictures and what they mean. */
  small?: boolean;
}

export function TensorFigure({ tensor, title, small = false }: Props) {
  const { picture, histogram, shape, dtype } = tensor;
  return (
    <figure className={small ? "tensor is-small" : "tensor"}>
      <figcaption>
        <b>{title}</b>
        {!small && (
          <>
            {" "}
            ({shape.join(", ")}) <span className="faint">{dtype}</span>
          </>
        )}
      </figcaption>
      {picture && (
        <div className="pictures">
          <Tiles tensor={tensor} title={title} />
          <Scale pixels={picture} />
        </div>
      )}
      {!small && (
        <div className="beside">
          {histogram && <Histogram bars={histogram} />}
          <Figures tensor={tensor} />
        </div>
      )}
      {!small && <Numbers tensor={tensor} />}
    </figure>
  );
}

function Tiles({ tensor, title }: Pick<Props, "tensor" | "title">) {
  const { picture } = tensor;
  if (!picture) return null;
  const { tiles, channels, width, height } = picture;
  return (
    <div
      className={tiles > 1 ? "tiles are-many" : height === 1 ? "tiles is-strip" : "tiles"}
      style={{ "--ratio": `${width} / ${height}` } as React.CSSProperties}
    >
      {Array.from({ length: tiles }, (_, tile) => (
        <HeatMap
          // biome-ignore lint/suspicious/noArrayIndexKey: a channel is known by its place
          key={tile}
          pixels={picture}
          tile={tile}
          label={tiles > 1 ? `${title}, channel ${tile}` : title}
        />
      ))}
      {channels > tiles && <span className="faint">… {channels} channels</span>}
    </div>
  );
}

function Figures({ tensor: { min, max, mean, std, zeros, bad } }: Pick<Props, "tensor">) {
  const rows: [string, string][] = [
    ["min", short(min)],
    ["mean", short(mean)],
    ["max", short(max)],
    ["std", short(std)],
    ["zeros", `${Math.round(zeros * 100)}%`],
  ];
  if (bad > 0) rows.push(["not finite", `${short(bad * 100)}%`]);
  return (
    <dl className={bad > 0 ? "figures has-bad" : "figures"}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** So many numbers are written down; all of a vector or a small matrix. */
function Numbers({ tensor: { values } }: Pick<Props, "tensor">) {
  if (!values || values.length === 0) return null;
  return (
    <p className="numbers">
      {values.map((value, place) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a number is known by its place
          key={place}
          className={typeof value === "string" ? "bad" : value < 0 ? "negative" : ""}
        >
          {short(value)}
        </span>
      ))}
    </p>
  );
}
