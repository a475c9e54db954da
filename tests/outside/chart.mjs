// Reads charts with Mermaid's own parser and prints what it understood, as JSON.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

globalThis.window = new JSDOM("").window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");
const understood = [];
for (const name of process.argv.slice(2)) {
  const text = readFileSync(name, "utf8");
  await mermaid.parse(text);
  const { db, type } = await mermaid.mermaidAPI.getDiagramFromText(text);
  understood.push({
    type,
    limit: mermaid.mermaidAPI.getConfig().maxTextSize,
    nodes: [...db.getVertices().values()].map((node) => [node.id, node.text, node.link ?? null]),
    arrows: db.getEdges().map((edge) => [edge.start, edge.stroke, edge.end]),
    boxes: db.getSubGraphs().length,
  });
}
console.log(JSON.stringify(understood));
