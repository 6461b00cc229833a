/** One form of what the layers of several nodes have in common. */

import { useMemo } from "react";
import type { Entry } from "../../../shared/catalogue";
import type { Layer } from "../../../shared/document";
import { groupBy } from "../../../shared/groupBy";
import { setConfig } from "../document/settings";
import { commonArguments } from "./commonArguments";
import { ConfigForm } from "./form/ConfigForm";
import { Section } from "./Section";
import type { Subject } from "./useSubject";

interface Props {
  subject: Subject;
  layers: readonly { id: string; operation: Layer }[];
}

/** What all layers have in common; where that is nothing, what those of each class have. */
export function CommonForms({ subject, layers }: Props) {
  const { catalogue } = subject;
  const groups = useMemo(() => {
    const known = layers.flatMap(({ id, operation }): Known[] => {
      const entry = catalogue?.find(operation.class_name);
      return entry ? [{ id, operation, entry }] : [];
    });
    const all = commonArguments(known);
    if (Object.keys(all.schema.properties ?? {}).length > 0) return [known];
    const classes = [...groupBy(known, ({ entry }) => entry.path).values()];
    return classes.sort((a, b) => b.length - a.length).slice(0, MOST_FORMS);
  }, [layers, catalogue]);
  return groups
    .filter((group) => group.length > 1)
    .map((group) => {
      const ids = group.map(({ id }) => id).join();
      return <CommonForm key={ids} subject={subject} layers={group} ids={ids} />;
    });
}

interface Known {
  id: string;
  operation: Layer;
  entry: Entry;
}

/** Of more classes than this, the rarest are edited by themselves. */
const MOST_FORMS = 4;

interface FormProps {
  subject: Subject;
  layers: readonly Known[];
  ids: string;
}

function CommonForm({ subject, layers, ids }: FormProps) {
  const { store, graphId, catalogue, edit } = subject;
  const { schema, values, mixed, highlights } = useMemo(() => commonArguments(layers), [layers]);
  if (!catalogue || Object.keys(schema.properties ?? {}).length === 0) return null;
  const classes = new Set(layers.map(({ entry }) => entry.name));
  const [name] = classes;
  const what = `${layers.length} ${classes.size === 1 ? name : ""} layers`.replace("  ", " ");
  return (
    <Section title={`In common to ${what}`}>
      <ConfigForm
        draftKey={`${store.getState().key}/${graphId}/common/${ids}`}
        schema={schema}
        highlights={highlights}
        values={values}
        mixed={mixed}
        catalogue={catalogue}
        onSet={(argument, value) =>
          edit(
            `Set ${argument} of ${what}`,
            (design) =>
              layers.reduce(
                (here, { id, entry }) =>
                  setConfig(here, graphId, id, argument, value, entry.schema),
                design,
              ),
            `common ${graphId} ${ids} ${argument}`,
          )
        }
      />
    </Section>
  );
}
