// Draws what ChartModel describes. Colours come from the style sheet, so a chart follows the theme.
import { init } from "./lib/echarts.js";

const drawn = new Map();
const units = ["", " k", " M", " G", " T"];
const formats = {
  percent: value => `${(100 * value).toFixed(2)} %`,
  percent1: value => `${Number((100 * value).toFixed(1))} %`,
  percent0: value => `${Math.round(100 * value)} %`,
  ms: value => `${Number(value.toPrecision(3))} ms`,
  whole: value => `${Math.round(value)}`,
  whole0: value => `${Math.round(value) + 1}`,
  plain: value => `${Number(value.toPrecision(4))}`,
  short: value => {
    let unit = 0;
    for (; Math.abs(value) >= 1000 && unit < units.length - 1; unit++) value /= 1000;
    return Number(value.toPrecision(3)) + units[unit];
  },
};

const format = (name, value) => (typeof value === "number" && formats[name] ? formats[name](value) : `${value ?? "–"}`);

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

// "@accent" becomes the theme's colour; data is left alone.
function coloured(value) {
  if (typeof value === "string") return value.startsWith("@") ? colour(value.slice(1)) : value;
  if (Array.isArray(value)) return value.map(coloured);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, key === "data" ? part : coloured(part)]));
}

function axis(given, shared = {}) {
  const { format: name, ...rest } = given;
  const whole = name?.startsWith("whole") ? { minInterval: 1 } : {};
  const label = name ? { formatter: value => format(name === "percent" ? "percent1" : name, value) } : {};
  return {
    ...shared,
    ...whole,
    ...rest,
    nameTextStyle: { color: colour("soft-text") },
    axisLabel: { color: colour("soft-text"), hideOverlap: true, fontSize: 11.5, ...label },
    axisLine: { lineStyle: { color: colour("line") } },
    splitLine: given.splitLine ?? { lineStyle: { color: colour("line"), opacity: 0.6 } },
  };
}

// Lines run behind the labels of parallel axes.
const haloed = one => ({ ...one, axisLabel: { ...one.axisLabel, textBorderColor: colour("card"), textBorderWidth: 3 } });

function tip(option, point) {
  const lines = option.series[point.seriesIndex]?.tip;
  if (!lines) return `${point.name}: ${format("plain", Array.isArray(point.value) ? point.value.at(-1) : point.value)}`;
  return lines.map(line => `${line.label}: ${format(line.format, point.value[line.index])}`).join("\n");
}

function dressed(option) {
  const plain = coloured(option);
  const each = (value, make) => (Array.isArray(value) ? value.map(make) : value ? make(value) : value);
  return {
    animation: false,
    aria: { enabled: true },
    color: [1, 2, 3, 4, 5, 6, 7, 8].map(number => colour(`series-${number}`)),
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("text") },
    grid: { left: 70, right: option.yAxis?.length > 1 ? 62 : 20, top: 34, bottom: 48, ...plain.grid },
    tooltip: {
      trigger: "item",
      renderMode: "richText",
      backgroundColor: colour("card"),
      borderColor: colour("line"),
      textStyle: { color: colour("text") },
      formatter: point => tip(option, point),
    },
    ...plain,
    ...(plain.grid ? { grid: { left: 70, right: 20, top: 14, bottom: 36, ...plain.grid } } : {}),
    ...(plain.legend ? { legend: { type: "scroll", top: 0, icon: "circle", itemHeight: 9, itemWidth: 9, itemGap: 16, textStyle: { color: colour("text") } } } : {}),
    ...(plain.xAxis ? { xAxis: each(plain.xAxis, one => axis(one)) } : {}),
    ...(plain.yAxis ? { yAxis: each(plain.yAxis, one => axis(one)) } : {}),
    ...(plain.parallelAxis ? { parallelAxis: plain.parallelAxis.map(one => ({ ...haloed(axis(one)), nameLocation: "end", nameTextStyle: { color: colour("text"), width: 110, overflow: "truncate" } })) } : {}),
  };
}

function show(entry) {
  const start = performance.now();
  entry.chart.setOption(dressed(entry.option), { replaceMerge: ["series"] });
  entry.chart.getZr().flush();
  const end = performance.now();
  entry.due = end + Math.max(shortestRest, restFactor * (end - start));
}

// A chart is drawn four times a second at most, and in a tenth of the time: what comes meanwhile is drawn together.
const shortestRest = 250;
const restFactor = 9;
function showSoon(entry) {
  if (entry.waiting) return;
  const rest = (entry.due ?? 0) - performance.now();
  if (rest <= 0 && !document.hidden) return show(entry);
  entry.waiting = setTimeout(() => {
    entry.waiting = null;
    showSoon(entry);
  }, document.hidden ? 1000 : rest);
}

// Tells the page which lines the areas on the axes let through, when they have come to rest.
const mostBrushed = 500;
function brushed(entry, owner) {
  clearTimeout(entry.resting);
  entry.resting = setTimeout(() => {
    const place = entry.option.series[0].number;
    const indices = entry.chart.getModel().getSeriesByIndex(0).getRawIndicesByActiveState("active");
    const numbers = indices.slice(0, mostBrushed).map(index => entry.data[0][index][place]);
    owner.invokeMethodAsync("BrushedAsync", numbers);
  }, 250);
}

// Dragging over a chart with two axes chooses the points below; a click beside them chooses none.
const leastDrag = 5;
function selectable(entry, element, owner) {
  const zr = entry.chart.getZr();
  let from = null;
  let area = null;
  const clear = () => { area?.remove(); area = null; };
  zr.on("mousedown", e => {
    if (entry.chart.containPixel("grid", [e.offsetX, e.offsetY])) from = [e.offsetX, e.offsetY];
  });
  zr.on("mousemove", e => {
    if (!from || Math.hypot(e.offsetX - from[0], e.offsetY - from[1]) < leastDrag) return;
    area ??= element.appendChild(Object.assign(document.createElement("div"), { className: "area" }));
    const [left, top] = [Math.min(e.offsetX, from[0]), Math.min(e.offsetY, from[1])];
    Object.assign(area.style, {
      left: `${left}px`, top: `${top}px`, width: `${Math.abs(e.offsetX - from[0])}px`, height: `${Math.abs(e.offsetY - from[1])}px`,
    });
  });
  zr.on("mouseup", e => {
    if (!from) return;
    const start = from;
    from = null;
    if (area) owner.invokeMethodAsync("BrushedAsync", inside(entry, start, [e.offsetX, e.offsetY]));
    else if (entry.chosen && !e.target) owner.invokeMethodAsync("BrushedAsync", []);
    entry.chosen = Boolean(area);
    setTimeout(clear, 600);
  });
}

function inside(entry, ...corners) {
  const ends = corners.map(corner => entry.chart.convertFromPixel({ xAxisIndex: 0, yAxisIndex: 0 }, corner));
  const within = (value, i) => value >= Math.min(ends[0][i], ends[1][i]) && value <= Math.max(ends[0][i], ends[1][i]);
  const found = new Set();
  entry.frame.series.forEach((one, i) => {
    if (one.type !== "scatter") return;
    for (const point of entry.data[i]) if (within(point[0], 0) && within(point[1], 1)) found.add(point[one.number]);
  });
  return [...found].slice(0, mostBrushed);
}

// The points after a change: all new ones (a list), some gone and some new, or the same (null).
function changed(points, change, number) {
  if (change === null || Array.isArray(change)) return change ?? points;
  const gone = new Set(change.drop);
  return points.filter(point => !gone.has(point[number])).concat(change.add);
}

// False where the change does not start from what is shown: all of it is asked for then.
export function draw(element, update, link, owner) {
  let entry = drawn.get(element);
  if (update.since !== undefined && entry?.revision !== update.since) return false;
  if (!entry) {
    const chart = init(element);
    entry = { chart, data: [], observer: new ResizeObserver(() => chart.resize()) };
    entry.observer.observe(element);
    chart.on("click", point => {
      const place = entry.option.series[point.seriesIndex]?.number;
      if (entry.link && place !== undefined) Blazor.navigateTo(entry.link + point.value[place]);
    });
    if (owner && update.frame.xAxis) selectable(entry, element, owner);
    else if (owner) chart.on("axisareaselected", () => brushed(entry, owner));
    drawn.set(element, entry);
  }
  const frame = update.frame ?? entry.frame;
  const data = update.series.map((change, i) => changed(entry.data[i] ?? [], change, frame.series[i].number));
  const option = { ...frame, series: frame.series.map((one, i) => ({ ...one, data: data[i] })) };
  Object.assign(entry, { frame, data, option, link, revision: update.revision });
  showSoon(entry);
  return true;
}

export function save(element, title) {
  const anchor = document.createElement("a");
  anchor.href = drawn.get(element).chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: colour("card") });
  anchor.download = `${title.toLowerCase().replaceAll(" ", "-")}.png`;
  anchor.click();
}

export function dispose(element) {
  const entry = drawn.get(element);
  clearTimeout(entry?.waiting);
  entry?.observer.disconnect();
  entry?.chart.dispose();
  drawn.delete(element);
}

window.addEventListener("themechange", () => drawn.forEach(show));
