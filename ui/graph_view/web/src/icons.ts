// Icons drawn by us on a 24 × 24 grid and inlined as data URIs: nothing is fetched. Colours are muted on purpose.

const PATHS: Record<string, string> = {
  person: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 20c0-4 3.6-6.5 8-6.5s8 2.5 8 6.5z",
  organization: "M4 20V6l8-3v17zM13.5 20V9H20v11zM6.5 8h3v2h-3zm0 4h3v2h-3zm0 4h3v2h-3zm9-4h2.5v1.800h-2.5zm0 3.600h2.5v1.800h-2.5z",
  case: "M3 6h7l2 2.5h9V19H3z",
  document: "M6 3h8l5 5v13H6zM14 3.600V8h4.400zM8.5 11h7v1.400h-7zm0 3h7v1.400h-7zm0 3h5v1.400h-5z",
  court: "M12 3 3 8v2h18V8zM5 11h2.200v6H5zm5.900 0h2.200v6h-2.200zm5.900 0H19v6h-2.200zM3 18.5h18V21H3z",
  shield: "M12 3l8 3v6c0 4.600-3.400 7.700-8 9-4.600-1.300-8-4.400-8-9V6z",
  pin: "M12 3a6.5 6.5 0 0 1 6.5 6.5C18.5 14 12 21 12 21S5.5 14 5.5 9.5A6.5 6.5 0 0 1 12 3zm0 4a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  quote: "M4 6h7v7c0 3-2 5-5 5.5v-2.300c1.700-.4 2.5-1.5 2.5-3.200H4zm9 0h7v7c0 3-2 5-5 5.5v-2.300c1.700-.4 2.5-1.5 2.5-3.200H13z",
  gavel: "M13.5 3.5l7 7-2 2-7-7zM10.5 7l6 6-2.5 2.5-6-6zM9.5 12l2.5 2.5L5 21.5 2.5 19zM13 19h8v2.5h-8z",
  warning: "M12 3l10 18H2zm-1.100 6.5v6h2.200v-6zm0 7.5v2h2.200v-2z",
  paragraph: "M9 4h9v2h-2v14h-2V6h-2v14h-2v-7.5A4.250 4.250 0 0 1 9 4z",
  book: "M4 4h7v16H4zM13 4h7v16h-7z",
  coin: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zm-3.400 4 2.300 4H8.5v1.5H11V14H8.5v1.5H11V18h2v-2.5h2.5V14H13v-1.5h2.5V11h-2.400l2.300-4h-2.200L12 9.700 10.800 7z",
  table: "M4 5h16v14H4zm2 4v2.5h5V9zm7 0v2.5h5V9zm-7 4.5V16h5v-2.5zm7 0V16h5v-2.5z",
  card: "M3 6h18v12H3zm3 3v6h5V9zm7 .5V11h6V9.5zm0 3V14h4v-1.5z",
  phone: "M7 3l3 5-2 2c1 2.5 3.5 5 6 6l2-2 5 3c-.5 3-2.5 4-4.5 4C9 21 3 14 3 7.5 3 5.5 4 3.5 7 3z",
  car: "M5 11l2-5h10l2 5 2 1.5V18h-2.5v2H16v-2H8v2H5.5v-2H3v-5.5zm2.300-.2h9.400L15.600 8H8.400z",
  group: "M8 4a3 3 0 1 1 0 6 3 3 0 0 1 0-6zm8 0a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM2 19c0-4 2.5-7 6-7 1.600 0 3 .7 4 1.800A5.300 5.300 0 0 1 16 12c3.5 0 6 3 6 7z",
  dot: "M12 7a5 5 0 1 1 0 10 5 5 0 0 1 0-10z",
};

export interface KindStyle {
  colour: string;
  icon: string;
  shape: "ellipse" | "round-rectangle" | "round-hexagon" | "round-diamond" | "round-tag";
  size: number;
}

const KINDS: Record<string, KindStyle> = {
  Person: { colour: "#2f5d8a", icon: "person", shape: "ellipse", size: 44 },
  Organization: { colour: "#7a5c2e", icon: "organization", shape: "round-rectangle", size: 42 },
  Case: { colour: "#8c3b3b", icon: "case", shape: "round-rectangle", size: 38 },
  Document: { colour: "#5f6b77", icon: "document", shape: "round-rectangle", size: 30 },
  Court: { colour: "#4b4f86", icon: "court", shape: "round-hexagon", size: 34 },
  Procuratorate: { colour: "#5b4b86", icon: "shield", shape: "round-hexagon", size: 34 },
  Region: { colour: "#5a7a5a", icon: "pin", shape: "ellipse", size: 30 },
  Mention: { colour: "#8b959e", icon: "quote", shape: "ellipse", size: 26 },
  Verdict: { colour: "#87466d", icon: "gavel", shape: "round-diamond", size: 36 },
  Offence: { colour: "#a85f24", icon: "warning", shape: "round-diamond", size: 34 },
  Charge: { colour: "#a03e4a", icon: "paragraph", shape: "round-tag", size: 30 },
  Statute: { colour: "#5a6b7b", icon: "book", shape: "round-tag", size: 30 },
  Loan: { colour: "#2f7a69", icon: "coin", shape: "ellipse", size: 36 },
  Entry: { colour: "#6d6d63", icon: "table", shape: "round-rectangle", size: 28 },
  IdNumber: { colour: "#83762f", icon: "card", shape: "round-rectangle", size: 28 },
  CreditCode: { colour: "#83762f", icon: "card", shape: "round-rectangle", size: 28 },
  Account: { colour: "#83762f", icon: "card", shape: "round-rectangle", size: 28 },
  Practice: { colour: "#6b5d3f", icon: "card", shape: "round-rectangle", size: 30 },
  LendingGroup: { colour: "#25604f", icon: "group", shape: "round-hexagon", size: 44 },
  Phone: { colour: "#83762f", icon: "phone", shape: "round-rectangle", size: 28 },
  Address: { colour: "#83762f", icon: "pin", shape: "round-rectangle", size: 28 },
  Vehicle: { colour: "#83762f", icon: "car", shape: "round-rectangle", size: 28 },
};

const OTHER: KindStyle = { colour: "#6b7280", icon: "dot", shape: "ellipse", size: 30 };

export function kindStyle(kind: string): KindStyle {
  return KINDS[kind] ?? OTHER;
}

export function iconUri(kind: string): string {
  const path = PATHS[kindStyle(kind).icon] ?? "";
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="48" height="48"><path fill="#fff" fill-rule="evenodd" d="${path}"/></svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}
