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
import { orShared } from "./SharedField";
import { TextField } from "./TextField";

export const FIELDS_BY_KIND: Record<Kind["kind"], Field> = {
  boolean: orShared(BooleanField),
  choice: orShared(ChoiceField),
  index: orShared(IndexField),
  layer: LayerField,
  layers: LayersField,
  literal: orShared(LiteralField),
  object: orShared(ObjectField),
  select: orShared(SelectField),
  text: orShared(TextField),
};
