/** The field for each kind of argument, by the name under which a form schema asks for it. */

import type { Field } from "@rjsf/utils";
import type { Kind } from "../argumentKind";
import { BooleanField } from "./BooleanField";
import { ChoiceField } from "./ChoiceField";
import { orExpression } from "./ExpressionField";
import { IndexField } from "./IndexField";
import { LayerField } from "./LayerField";
import { LayersField } from "./LayersField";
import { LiteralField } from "./LiteralField";
import { ObjectField } from "./ObjectField";
import { SelectField } from "./SelectField";
import { orShared } from "./SharedField";
import { TextField } from "./TextField";

export const FIELDS_BY_KIND: Record<Kind["kind"], Field> = {
  boolean: orExpression(orShared(BooleanField)),
  choice: orExpression(orShared(ChoiceField)),
  index: orExpression(orShared(IndexField)),
  layer: orExpression(LayerField),
  layers: orExpression(LayersField),
  literal: orExpression(orShared(LiteralField)),
  object: orExpression(orShared(ObjectField)),
  select: orExpression(orShared(SelectField)),
  text: orExpression(orShared(TextField)),
};
