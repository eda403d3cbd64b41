(() => {
  'use strict';
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const setTheme = theme => {
    root.dataset.theme = theme;
    document.querySelectorAll('.plot.live > .js-plotly').forEach(colour);
  };
  const ink = () => root.dataset.theme === 'dark' ? '#dfe3eb' : '#222222';
  const grid = () => root.dataset.theme === 'dark' ? '#3a4150' : '#e3e3e3';
  const colours = () => ({
    'font.color': ink(),
    'xaxis.gridcolor': grid(), 'yaxis.gridcolor': grid(),
    'xaxis.linecolor': ink(), 'yaxis.linecolor': ink(),
    'xaxis.tickcolor': ink(), 'yaxis.tickcolor': ink(),
  });
  const colour = holder => window.Plotly.relayout(holder, colours());

  async function unpacked(packed) {
    const bytes = Uint8Array.from(atob(packed), c => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(stream).text();
  }

  async function load(id) {
    const packed = document.getElementById(id).textContent;
    if (!packed || !window.DecompressionStream) return false;
    const script = document.createElement('script');
    script.textContent = await unpacked(packed);
    document.head.append(script);
    return true;
  }

  async function formulas() {
    if (!await load('katex') || !window.katex) return;
    document.querySelectorAll('.tex').forEach(span =>
      window.katex.render(span.dataset.tex, span, {throwOnError: false, trust: false}));
  }

  async function draw(box) {
    const figure = JSON.parse(await unpacked(box.querySelector('script.data').textContent));
    const holder = document.createElement('div');
    holder.className = 'js-plotly';
    const caption = box.parentElement.querySelector('figcaption');
    holder.setAttribute('role', 'img');
    holder.setAttribute('aria-label', caption ? caption.textContent : '');
    box.append(holder);
    box.classList.add('live');
    await window.Plotly.newPlot(holder, figure.data, figure.layout, {responsive: true, displaylogo: false});
    await colour(holder);
    if (figure.frames) await window.Plotly.addFrames(holder, figure.frames);
  }

  async function pictures() {
    if (!window.DecompressionStream) return;
    for (const script of document.querySelectorAll('.plot > script.picture')) {
      const picture = document.createElement('template');
      picture.innerHTML = await unpacked(script.textContent);
      script.replaceWith(picture.content);
    }
  }

  async function plots() {
    await pictures();
    const boxes = [...document.querySelectorAll('.plot')].filter(box => box.querySelector('script.data'));
    if (boxes.length === 0 || !await load('plotly') || !window.Plotly) return;
    const watch = new IntersectionObserver(entries => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        watch.unobserve(entry.target);
        draw(entry.target);
      }
    }, {rootMargin: '400px'});
    boxes.forEach(box => watch.observe(box));
  }

  setTheme(dark.matches ? 'dark' : 'light');
  document.getElementById('theme').addEventListener('click',
    () => setTheme(root.dataset.theme === 'dark' ? 'light' : 'dark'));
  document.querySelectorAll('.copy').forEach(button => button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    button.textContent = 'Copied';
  }));
  formulas();
  plots();
})();
