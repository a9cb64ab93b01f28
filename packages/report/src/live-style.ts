/** What the part that changes while a sweep runs looks like. */
export const LIVE_STYLE = `
.live-run{padding-bottom:1rem}
.live-run+.live-run{border-top:1px solid var(--rule)}
.progress{display:flex;height:.5rem;margin:.5rem 0;background:var(--rule);max-width:46rem}
.progress span{min-width:0}
.progress .done{background:var(--reproduced)}
.progress .running{background:var(--accent)}
.progress .stale{background:var(--direction-only)}
.progress .failed{background:var(--not-reproduced)}
.counts{margin:.3rem 0;font-size:.89rem}
.counts .failed{color:var(--not-reproduced)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,15.5rem),1fr));gap:1.2rem 1.8rem;margin:.8rem 0}
.chart{margin:0;min-width:0}
.chart figcaption{margin:0 0 .2rem;font-size:.87rem;color:var(--ink)}
.chart>svg{display:block;width:100%;height:auto;overflow:visible}
.chart text{fill:var(--muted);font-size:10.5px;font-family:inherit}
.chart .grid{stroke:var(--rule);fill:none}
.chart .axis{stroke:var(--muted);fill:none}
.chart .line{fill:none;stroke-width:1.3;stroke-linejoin:round}
.chart .still{opacity:.55;stroke-dasharray:4 3}
.chart .d1{stroke-dasharray:5 3}.chart .d2{stroke-dasharray:1.5 2.5}.chart .d3{stroke-dasharray:7 2.5 1.5 2.5}
.chart .range{stroke-width:1}
.legend{display:flex;flex-wrap:wrap;gap:.1rem 1rem;list-style:none;margin:.3rem 0 0;padding:0;font-size:.82rem;color:var(--muted)}
.legend li{min-width:0;overflow-wrap:anywhere}
.legend svg{display:inline-block;width:1.4rem;height:.6rem;vertical-align:baseline;margin-right:.3rem}
.s0{stroke:var(--line0)}.s1{stroke:var(--line1)}.s2{stroke:var(--line2)}.s3{stroke:var(--line3)}.s4{stroke:var(--line4)}.s5{stroke:var(--line5)}
.dots .s0{fill:var(--line0)}.dots .s1{fill:var(--line1)}.dots .s2{fill:var(--line2)}.dots .s3{fill:var(--line3)}.dots .s4{fill:var(--line4)}.dots .s5{fill:var(--line5)}
.dots .hollow{fill:var(--paper)}
.connection{font-size:.87rem;color:var(--muted)}
.busy{list-style:none;margin:.3rem 0;padding:0;font-size:.87rem;color:var(--muted)}
.busy .failed{color:var(--not-reproduced)}`;
