// Draws every figure of the page from the numbers that stand beside it. Colours follow the page's own, and
// change with them; on paper they are those of the light page.
(() => {
  'use strict';
  // Told apart by people who don't see all colours: Okabe and Ito (2008), the light ones darkened for paper.
  const LIGHT = ['#0b5fa5', '#c8501d', '#0b7a5b', '#a3418f', '#8a6d00', '#3f8fbf', '#5b5b5b', '#7a3b12'];
  const DARK = ['#6cb6ff', '#f0935f', '#4fc9a4', '#e08fd0', '#e3c44f', '#9fd4f5', '#b9b9b9', '#d2a07a'];
  const STYLES = ['circle', 'rect', 'triangle', 'rectRot', 'star', 'crossRot', 'cross', 'rectRounded'];
  const dark = matchMedia('(prefers-color-scheme: dark)');
  let onPaper = false;
  const charts = [];

  const colours = () => {
    const style = getComputedStyle(document.documentElement);
    const of = name => style.getPropertyValue(name).trim();
    const isDark = dark.matches && !onPaper;
    return isDark
      ? { ink: of('--ink'), quiet: of('--quiet'), rule: of('--rule'), paper: of('--paper'), series: DARK, dark: true }
      : { ink: '#1d1b18', quiet: '#66615a', rule: '#d9d3c7', paper: '#fffdf8', series: LIGHT, dark: false };
  };

  const isSearch = s => s.name.endsWith(', validation');
  const isReference = s => s.name.startsWith('as ');

  // Series of one method share a colour, in one chart and all over the page: the name up to its comma. A method is
  // what three charts or more name.
  const holders = [...document.querySelectorAll('script[id^="data-"]')]
    .map(node => ({ id: node.id.slice('data-'.length), data: JSON.parse(node.textContent) }));
  const namesOf = data => [...new Set(data.series.filter(s => !isReference(s)).map(s => s.name.split(',')[0]))];
  const met = holders.flatMap(holder => namesOf(holder.data));
  const shared = [...new Set(met.filter(name => met.filter(other => other === name).length > 2))];
  const palette = (data, tones) => {
    const names = namesOf(data);
    const own = names.filter(name => !shared.includes(name));
    const taken = names.filter(name => shared.includes(name)).map(name => shared.indexOf(name) % tones.length);
    const free = tones.filter((tone, k) => !taken.includes(k));
    return s => {
      const name = s.name.split(',')[0];
      return isReference(s) ? null : shared.includes(name) ? tones[shared.indexOf(name) % tones.length]
        : (free.length ? free : tones)[own.indexOf(name) % (free.length || tones.length)];
    };
  };

  const text = value => {
    if (value === null || value === undefined || Number.isNaN(value)) return '–';
    const size = Math.abs(value);
    const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 4;
    return size !== 0 && size < 0.001 ? value.toExponential(2)
      : value.toLocaleString('en', { maximumFractionDigits: Number.isInteger(value) ? 0 : digits });
  };

  const axis = (spec, data, tone, vertical) => {
    const made = {
      type: spec.log ? 'logarithmic' : 'linear',
      title: { display: true, text: spec.title, color: tone.quiet, font: { size: 12 } },
      ticks: { color: tone.quiet, font: { size: 11 }, maxRotation: 0, autoSkipPadding: 14 },
      grid: { color: tone.rule, drawTicks: false, display: vertical || data.kind === 'dots' },
      border: { color: tone.rule }
    };
    if (spec.log && data.kind === 'dots') { // no dot on the edge
      const at = data.series.flatMap(s => vertical ? s.y : s.x).filter(v => v > 0);
      made.min = Math.min(...at) / 1.15;
      made.max = Math.max(...at) * 1.15;
    }
    if (spec.log) {
      made.ticks.callback = function (value) {
        const lead = value / Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
        const few = this.max / this.min < 30;
        const shown = few ? [1, 2, 3, 5] : this.max / this.min < 3000 ? [1, 3] : [1];
        return shown.some(s => Math.abs(lead - s) < 1e-6) ? text(value) : null;
      };
    }
    return made;
  };

  const points = (s, data) => s.x === undefined || data.categories ? s.y : s.y.map((y, k) => ({ x: s.x[k], y }));

  // A grid of cells that fill the chart: drawn below a scatter plot of points that can't be seen, which tells of them.
  const heat = (data, tone) => {
    const s = data.series[0];
    const values = s.labels.map(Number);
    const most = Math.max(...values, 1);
    const columns = Math.max(...s.x), rows = Math.max(...s.y);
    const [r, g, b] = tone.dark ? [108, 182, 255] : [11, 95, 165];
    const side = (spec, count, reverse) => ({
      ...axis(spec, data, tone, false), min: 0.5, max: count + 0.5, reverse, grid: { display: false },
      afterBuildTicks: scale => { scale.ticks = Array.from({ length: count }, (_, k) => ({ value: k + 1 })); }
    });
    return {
      type: 'scatter',
      data: { datasets: [{ label: s.name, data: points(s, data), radius: 0, hoverRadius: 0 }] },
      plugins: [{
        id: 'cells',
        beforeDatasetsDraw: chart => {
          const { x, y } = chart.scales, pen = chart.ctx;
          const width = Math.abs(x.getPixelForValue(2) - x.getPixelForValue(1));
          const height = Math.abs(y.getPixelForValue(2) - y.getPixelForValue(1));
          const gap = Math.min(width, height) > 8 ? 1.5 : 0;
          values.forEach((v, k) => {
            pen.fillStyle = `rgba(${r},${g},${b},${0.06 + 0.94 * v / most})`;
            pen.fillRect(x.getPixelForValue(s.x[k] - 0.5) + gap / 2, y.getPixelForValue(s.y[k] - 0.5) + gap / 2,
              width - gap, height - gap);
          });
        }
      }],
      options: { scales: { x: side(data.x, columns, false), y: side(data.y, rows, true) } }
    };
  };

  const configuration = (data, tone) => {
    const colour = palette(data, tone.series);
    const bars = data.kind === 'bars', dots = data.kind === 'dots';
    const made = data.kind === 'heat' ? heat(data, tone) : {
      type: bars ? 'bar' : dots ? 'scatter' : 'line',
      data: {
        labels: data.categories,
        datasets: data.series.map((s, k) => {
          const own = colour(s) || tone.quiet;
          return {
            label: s.name,
            data: points(s, data),
            borderColor: own,
            backgroundColor: dots ? own + '99' : bars ? own + 'd9' : own,
            borderWidth: dots || bars ? 0 : s.dashed || isSearch(s) ? 1.6 : 2.2,
            borderDash: s.dashed ? [6, 4] : isSearch(s) ? [1.5, 3] : [],
            pointStyle: dots ? 'circle' : STYLES[k % STYLES.length],
            radius: dots ? 4 : isReference(s) ? 0 : s.y.length === 1 ? 5 : s.y.length > 24 ? 0 : 2.6,
            hoverRadius: dots ? 7 : 5,
            hitRadius: 8,
            tension: 0,
            spanGaps: false,
            order: s.dashed ? 1 : 0
          };
        })
      },
      options: { scales: {
        x: data.categories
          ? { type: 'category', offset: bars, title: { display: true, text: data.x.title, color: tone.quiet, font: { size: 12 } }, ticks: { color: tone.quiet, font: { size: 11 }, maxRotation: 45 }, grid: { display: false }, border: { color: tone.rule } }
          : axis(data.x, data, tone, false),
        y: axis(data.y, data, tone, true)
      } }
    };
    if (bars) made.options.scales.y.beginAtZero = true;
    Object.assign(made.options, {
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      layout: { padding: { top: 4, right: 10 } },
      interaction: dots || data.kind === 'heat' ? { mode: 'nearest', intersect: dots } : { mode: 'nearest', axis: 'x', intersect: false },
      plugins: {
        legend: {
          display: data.series.length > 1,
          position: 'bottom',
          align: 'start',
          labels: {
            color: tone.ink,
            usePointStyle: true,
            boxHeight: 7,
            padding: 12,
            font: { size: 12 },
            pointStyleWidth: bars ? 12 : 24,
            sort: (a, b) => a.datasetIndex - b.datasetIndex,
            generateLabels: chart => Chart.defaults.plugins.legend.labels.generateLabels(chart)
              .map(label => ({ ...label, pointStyle: bars ? 'rect' : 'line', lineWidth: bars ? 0 : 2, lineDash: chart.data.datasets[label.datasetIndex].borderDash }))
          }
        },
        tooltip: {
          backgroundColor: tone.dark ? '#ece7dd' : '#1d1b18',
          titleColor: tone.dark ? '#171614' : '#fffdf8',
          bodyColor: tone.dark ? '#171614' : '#fffdf8',
          displayColors: !dots && data.kind !== 'heat',
          padding: 9,
          callbacks: {
            title: items => dots || data.kind === 'heat' ? '' : data.categories ? items[0].label : `${data.x.title}: ${text(items[0].parsed.x)}`,
            label: item => {
              const s = data.series[item.datasetIndex];
              // Isolated, so that a title from right to left does not turn its neighbours round.
              if (dots) return `\u2068${s.labels ? s.labels[item.dataIndex] : s.name}\u2069`;
              if (data.kind === 'heat') return `users ${s.y[item.dataIndex]}, items ${s.x[item.dataIndex]}: ${text(Number(s.labels[item.dataIndex]))} ratings`;
              return `${s.name}: ${text(item.parsed.y)}`;
            }
          }
        }
      }
    });
    return made;
  };

  // Paper has no width yet when the browser is about to print: a column there is 84 mm wide, a whole row 176.
  const paperSize = canvas => {
    const wide = canvas.closest('figure').classList.contains('wide');
    const tall = canvas.parentElement.matches('.dots, .heat');
    canvas.width = wide ? 665 : 318;
    canvas.height = wide ? tall ? 330 : 240 : tall ? 300 : 220;
  };

  const drawAll = () => {
    while (charts.length) charts.pop().destroy();
    const tone = colours();
    Chart.defaults.font.family = getComputedStyle(document.documentElement).getPropertyValue('--sans');
    for (const { id, data } of holders) {
      const canvas = document.getElementById('chart-' + id);
      const made = configuration(data, tone);
      if (onPaper) {
        paperSize(canvas);
        Object.assign(made.options, { responsive: false, devicePixelRatio: 3 });
      } else {
        canvas.removeAttribute('style');
      }
      charts.push(new Chart(canvas, made));
    }
    document.documentElement.dataset.drawn = String(charts.length);
  };

  dark.addEventListener('change', drawAll);
  addEventListener('beforeprint', () => { onPaper = true; drawAll(); });
  addEventListener('afterprint', () => { onPaper = false; drawAll(); });
  drawAll();
})();
