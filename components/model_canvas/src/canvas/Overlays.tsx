/** What lies over the drawing: it is rendered when something of its own changes, not with each edit. */

import { memo } from "react";
import { MAIN } from "../../../shared/document";
import { isBare, isReadonly } from "../store/looking";
import { useCanvas } from "../store/StoreContext";
import { InspectorToggle, PaletteToggle } from "../ui/PanelToggles";
import { Breadcrumb } from "./Breadcrumb";
import { CanvasControls } from "./CanvasControls";
import { ContextMenu } from "./ContextMenu";
import { EmbedMark } from "./EmbedMark";
import { EmptyCanvas } from "./EmptyCanvas";
import { FindBar } from "./FindBar";
import { LensSwitch } from "./LensSwitch";
import { Busy, Notice } from "./Notice";
import { OccupiedMenu } from "./OccupiedMenu";
import { PreviewNote } from "./PreviewNote";
import { Suggestion } from "./Suggestion";

interface Props {
  /** Whether nothing is drawn. */
  empty: boolean;
}

export const Overlays = memo(function Overlays({ empty }: Props) {
  const bare = useCanvas((state) => isBare(state.mode));
  const embedded = useCanvas((state) => state.mode === "embed");
  const begins = useCanvas((state) => state.graph === MAIN && !isReadonly(state));
  return (
    <>
      {empty && begins && <EmptyCanvas />}
      <PaletteToggle />
      {!bare && <InspectorToggle />}
      {embedded && <EmbedMark />}
      <Breadcrumb />
      <div className="notices">
        <Notice />
        <Suggestion />
        <PreviewNote />
      </div>
      <Busy />
      <FindBar />
      <CanvasControls />
      {!empty && !bare && <LensSwitch />}
      <OccupiedMenu />
      <ContextMenu />
    </>
  );
});
