/** The field for each kind of argument, by the name under which a form schema asks for it. */

import type { Field } from "@rjsf/utils";
import type { Kind } from "../argumentKind";
import { BooleanField } from "./BooleanField";
import { ChoiceField } from "./ChoiceField";
import { IndexField } from "./IndexField";
import { LayerField } from "./LayerField";
import { LayersField } from "./LayersField";
import { LiteralField } from "./LiteralField";
import { ObjectField } from "./ObjectField";
import { SelectField } from "./SelectField";
import { TextField } from "./TextField";

export const FIELDS_BY_KIND: Record<Kind["kind"], Field> = {
  boolean: BooleanField,
  choice: ChoiceField,
  index: IndexField,
  layer: LayerField,
  layers: LayersField,
  literal: LiteralField,
  object: ObjectField,
  select: SelectField,
  text: TextField,
};
