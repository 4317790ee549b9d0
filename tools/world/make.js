// Makes the table of coasts and borders that Perigee embeds: perigee/layout/world/world.bin.
//
//     cd tools/world && npm ci && npm run make
//
// Boundaries are Natural Earth's (public domain, 1:50 million) as the npm package world-atlas publishes them. Antarctica
// is left out, shapes are simplified to what can be seen on a page, and everything is projected here, once: the runner
// projects places only. world-atlas removes the cuts along the antimeridian, so that shapes which cross it would smear
// over the whole map; d3-geo's stream cuts them again where the turned globe opens (169° W).
//
// The file: the land's rings, then the borders as lines. Each of the two is a count followed by its lines, each line a
// count of points and their steps in x and y, the first from (0, 0). Counts are LEB128, steps are LEB128 in zigzag.
// x is to the right, y upwards; 32,767 is half the width of the world. The same packages give the same bytes; a test
// holds their sha256.
import {readFileSync, writeFileSync} from "node:fs";
import {createHash} from "node:crypto";
import {geoEqualEarthRaw, geoProjection, geoStream} from "d3-geo";
import {merge, mesh} from "topojson-client";
import {filter, filterWeight, presimplify, simplify, sphericalRingArea, sphericalTriangleArea} from "topojson-simplify";

const TARGET = new URL("../../perigee/layout/world/world.bin", import.meta.url);
const ATLAS = new URL("node_modules/world-atlas/countries-50m.json", import.meta.url);
const ANTARCTICA = "010";
const CENTRE = 11; // degrees east: the antimeridian then runs through the Bering Sea, past both continents
const HALF_WIDTH = geoEqualEarthRaw(Math.PI, 0)[0];
const UNITS = 32767;
const LEAST_TRIANGLE = 1e-6; // steradians, about 40 km²: a corner smaller than that is dropped
const LEAST_ISLAND = 4 * LEAST_TRIANGLE;

function atlas() {
  const world = JSON.parse(readFileSync(ATLAS));
  world.objects.countries.geometries = world.objects.countries.geometries.filter((g) => g.id !== ANTARCTICA);
  const simple = simplify(presimplify(world, sphericalTriangleArea), LEAST_TRIANGLE);
  return filter(simple, filterWeight(simple, LEAST_ISLAND, sphericalRingArea));
}

// The lines of a geometry, cut, projected and rounded; points that fall together are one.
function lines(geometry, least) {
  const projection = geoProjection(geoEqualEarthRaw)
    .rotate([-CENTRE, 0]).scale(UNITS / HALF_WIDTH).translate([0, 0]).precision(12);
  const found = [];
  let line = [];
  const ignore = () => {};
  geoStream(geometry, projection.stream({
    polygonStart: ignore, polygonEnd: ignore, sphere: ignore,
    lineStart: () => { line = []; },
    lineEnd: () => { if (line.length >= least) found.push(line); },
    point: (x, y) => {
      const [X, Y] = [Math.round(x), Math.round(-y)];
      const last = line.at(-1);
      if (!last || last[0] !== X || last[1] !== Y) line.push([X, Y]);
    },
  }));
  return found;
}

// A ring's last point repeats its first one.
function rings(geometry) {
  return lines(geometry, 4).map((line) => {
    const [first, last] = [line[0], line.at(-1)];
    return first[0] === last[0] && first[1] === last[1] ? line.slice(0, -1) : line;
  });
}

function encode(groups) {
  const bytes = [];
  const number = (n) => {
    for (; n > 127; n = Math.floor(n / 128)) bytes.push((n & 127) | 128);
    bytes.push(n);
  };
  const step = (n) => number(n < 0 ? -2 * n - 1 : 2 * n);
  for (const group of groups) {
    number(group.length);
    for (const line of group) {
      number(line.length);
      let [x, y] = [0, 0];
      for (const [X, Y] of line) {
        step(X - x);
        step(Y - y);
        [x, y] = [X, Y];
      }
    }
  }
  return Buffer.from(bytes);
}

const world = atlas();
const countries = world.objects.countries;
const land = rings(merge(world, countries.geometries));
const borders = lines(mesh(world, countries, (a, b) => a !== b), 2);
const file = encode([land, borders]);
writeFileSync(TARGET, file);
const points = (group) => group.reduce((sum, line) => sum + line.length, 0);
console.log(`land: ${land.length} rings, ${points(land)} points; borders: ${borders.length} lines, ` +
  `${points(borders)} points; ${file.length} bytes, sha256 ${createHash("sha256").update(file).digest("hex")}`);
