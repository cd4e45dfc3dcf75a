// Bundles src/main.ts into ../graph_view.js and writes the licences of what went in to ../graph_view.LICENSES.txt.
// Nothing of the machine enters the output: the same lock file gives the same bytes anywhere.
import { build } from "esbuild";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const outdir = process.argv[2] ?? join(here, "..");

const result = await build({
  absWorkingDir: here,
  entryPoints: ["src/main.ts"],
  outfile: join(outdir, "graph_view.js"),
  bundle: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  banner: { js: "// Built by web/build.mjs; licences in graph_view.LICENSES.txt. Edit web/src instead." },
});

const packages = new Set();
for (const input of Object.keys(result.metafile.inputs)) {
  const match = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(input);
  if (match) packages.add(input.slice(0, match.index) + "node_modules/" + match[1]);
}

// The distribution of cytoscape-dagre holds dagre without saying so in its package.json.
if (packages.has("node_modules/cytoscape-dagre")) packages.add("node_modules/@dagrejs/dagre");

const sections = [...packages].sort().map((folder) => {
  const manifest = JSON.parse(readFileSync(join(here, folder, "package.json"), "utf8"));
  const file = readdirSync(join(here, folder)).sort().find((name) => /^licen[cs]e/i.test(name));
  const text = file && existsSync(join(here, folder, file))
    ? readFileSync(join(here, folder, file), "utf8").replace(/\r\n/g, "\n").trim()
    : "(The package states its licence in package.json only.)";
  return `${manifest.name} ${manifest.version} (${manifest.license})\n${"-".repeat(72)}\n${text}\n`;
});
writeFileSync(
  join(outdir, "graph_view.LICENSES.txt"),
  `graph_view.js holds, in minified form, the following packages.\n\n${sections.join("\n\n")}`,
);
