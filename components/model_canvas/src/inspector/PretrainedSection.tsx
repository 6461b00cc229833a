/** Where the weights of a graph come from, if it was opened up from a pretrained model. */

import { Trash2 } from "lucide-react";
import { graphOf } from "../../../shared/document";
import { lastStep } from "../document/graphAccess";
import { dropPretrained } from "../document/settings";
import { IconButton } from "../ui/IconButton";
import { Section } from "./Section";
import type { Subject } from "./useSubject";

export function PretrainedSection({ subject, graphId }: { subject: Subject; graphId: string }) {
  const sources = graphOf(subject.design, graphId)?.pretrained ?? [];
  if (sources.length === 0) return null;
  return (
    <Section title="Pretrained">
      {sources.map(({ class_name, config }, index) => {
        const model = lastStep(class_name);
        return (
          <div key={`${class_name} ${JSON.stringify(config)}`} className="pretrained">
            <p className="quiet">
              Layers take the {String(config.weights ?? "imagenet")} weights of {model}, by their
              names, where the shapes are still the same.
            </p>
            <IconButton
              icon={Trash2}
              label={`Begin with random weights, not those of ${model}`}
              onClick={() =>
                subject.edit("Begin with random weights", (design) =>
                  dropPretrained(design, graphId, index),
                )
              }
            />
          </div>
        );
      })}
    </Section>
  );
}
