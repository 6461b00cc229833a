/** One form of what the layers of several nodes have in common. */

import { useMemo } from "react";
import type { Entry } from "../../../shared/catalogue";
import type { Layer } from "../../../shared/document";
import { setConfig } from "../document/settings";
import { commonArguments } from "./commonArguments";
import { ConfigForm } from "./form/ConfigForm";
import { Section } from "./Section";
import type { Subject } from "./useSubject";

interface Props {
  subject: Subject;
  layers: readonly { id: string; operation: Layer }[];
}

export function CommonForm({ subject, layers }: Props) {
  const { store, graphId, catalogue, edit } = subject;
  const known = useMemo(
    () =>
      layers.flatMap(({ id, operation }): { id: string; operation: Layer; entry: Entry }[] => {
        const entry = catalogue?.find(operation.class_name);
        return entry ? [{ id, operation, entry }] : [];
      }),
    [layers, catalogue],
  );
  const { schema, values, mixed, highlights } = useMemo(() => commonArguments(known), [known]);
  const count = Object.keys(schema.properties ?? {}).length;
  if (!catalogue || known.length < 2 || known.length < layers.length || count === 0) return null;
  const ids = known.map(({ id }) => id).join();
  return (
    <Section title={`In common to ${known.length} layers`}>
      <ConfigForm
        key={ids}
        draftKey={`${store.getState().key}/${graphId}/common/${ids}`}
        schema={schema}
        highlights={highlights}
        values={values}
        mixed={mixed}
        catalogue={catalogue}
        onSet={(name, value) =>
          edit(
            `Set ${name} of ${known.length} layers`,
            (design) =>
              known.reduce(
                (here, { id, entry }) => setConfig(here, graphId, id, name, value, entry.schema),
                design,
              ),
            `common ${graphId} ${ids} ${name}`,
          )
        }
      />
    </Section>
  );
}
