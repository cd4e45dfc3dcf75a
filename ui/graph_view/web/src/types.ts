// What Python hands over on every change, and what goes back. Field names are shared with ui/graph_view/view.py.
import type { Core } from "cytoscape";

export interface NodeData {
  id: string;
  kind: string;
  label: string;
  /** Second line of the label, e.g. a birth date that tells namesakes apart. */
  sub?: string;
  /** The lead's target or the entity whose page this is. */
  focus?: boolean;
  /** Can its neighbours be asked for? */
  expandable?: boolean;
  /** Has it a page of its own? */
  page?: boolean;
}

export interface EdgeData {
  id: string;
  source: string;
  target: string;
  label: string;
  /** Made by a rule, or "may be the same": drawn dashed. */
  derived?: boolean;
  /** A link between mentions that may be the same: dotted. */
  possible?: boolean;
}

export interface GraphData {
  view: string;
  nodes: NodeData[];
  edges: EdgeData[];
  /** The node that was expanded last; new nodes are placed near it. */
  anchor: string | null;
  /** How many nodes are held back by the cap, and how many the user hid. */
  withheld: number;
  hidden: number;
  height: number;
  kinds: Record<string, string>;
  texts: Record<string, string>;
}

export type ActionName = "expand" | "hide" | "open" | "show_hidden";

export interface Action {
  action: ActionName;
  id: string;
  /** Grows by one, so that the same action twice is two events. */
  serial: number;
}

export interface Component {
  data: GraphData | null;
  key: string;
  name: string;
  parentElement: HTMLElement | ShadowRoot;
  setStateValue: (name: string, value: unknown) => void;
  setTriggerValue: (name: string, value: unknown) => void;
}

/** Everything that one mounted graph holds between data changes. */
export interface Mounted {
  cy: Core;
  data: GraphData;
  root: HTMLElement;
  component: Component;
  serial: number;
  layoutName: "force" | "layers";
  selectedSent: string;
}
