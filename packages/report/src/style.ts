import { COLOURS } from './colours.ts';
import { LIVE_STYLE } from './live-style.ts';

const PAGE = `
*{box-sizing:border-box}
html{font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
  -webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem;background:var(--paper)}
body{margin:0;color:var(--ink);background:var(--paper);font-variant-numeric:tabular-nums;overflow-wrap:break-word}
a{color:inherit;text-decoration-color:var(--rule);text-underline-offset:.2em}
a:hover{color:var(--accent);text-decoration-color:currentColor}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
:target{scroll-margin-top:1rem}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace;font-size:.86em}
pre{white-space:pre-wrap}
[hidden]{display:none!important}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-100vw;top:0;padding:.5rem 1rem;background:var(--paper);z-index:2}
.skip:focus{left:0}
header,.columns,footer{max-width:78rem;margin:0 auto;padding:0 1.25rem}
header{display:flex;align-items:baseline;gap:.25rem 1rem;flex-wrap:wrap;padding-top:2rem;padding-bottom:1.1rem}
h1{font-size:1.5rem;line-height:1.2;letter-spacing:-.015em;margin:0}
header p{margin:0;color:var(--muted);flex:1 1 20rem;max-width:none}
#theme{margin-left:auto}
h2{font-size:1.15rem;letter-spacing:-.01em;margin:0 0 .7rem;padding-top:1.1rem;border-top:1px solid var(--ink)}
h3{font-size:1rem;margin:1.8rem 0 .5rem}
h4,h5,h6{font-size:.93rem;margin:1.1rem 0 .3rem}
section{margin-bottom:3rem}
p{margin:.5rem 0;max-width:46rem}
.lead,.note,.subtitle,.source,.reason,footer,.count{color:var(--muted)}
.note,.subtitle,.count,footer{font-size:.87rem;font-weight:400}
footer{padding-top:1rem;padding-bottom:2.5rem}
.columns{display:grid;grid-template-columns:minmax(0,1fr);gap:0 2.75rem}
#contents{font-size:.87rem;margin-bottom:1.6rem}
#contents ul{list-style:none;margin:.2rem 0 0;padding:0}
#contents ul ul{padding-left:.9rem;margin:.1rem 0 .5rem;border-left:1px solid var(--rule)}
#contents li{margin:.15rem 0}
#contents a{display:inline-block;text-decoration:none;padding:.08rem 0;line-height:1.35}
#contents .title{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}
#contents .subtitle{display:block}
#contents ul ul li{margin:.35rem 0}
summary{cursor:pointer;color:var(--muted);font-size:.87rem;width:fit-content}
summary:hover{color:var(--accent)}
button,.button,input{font:inherit;font-size:.87rem;color:inherit}
button,.button{background:none;border:1px solid var(--rule);border-radius:3px;padding:.16rem .6rem;cursor:pointer;
  text-decoration:none;line-height:1.4;display:inline-flex;align-items:center;gap:.3rem;min-height:1.8rem}
button:hover,.button:hover{border-color:var(--accent);color:var(--accent)}
table{border-collapse:collapse;font-size:.89rem;line-height:1.42}
th,td{text-align:left;vertical-align:baseline;padding:.42rem .9rem .42rem 0;border-bottom:1px solid var(--rule);font-weight:400}
thead th{color:var(--muted);font-size:.92em;border-bottom-color:var(--ink)}
th:last-child,td:last-child{padding-right:0}
.scroll{overflow-x:auto;max-width:100%}
.scroll:focus-visible{outline-offset:0}
.facts{display:flex;flex-wrap:wrap;gap:.1rem 1.3rem;margin:.5rem 0;font-size:.87rem}
.facts div{display:flex;gap:.4rem;min-width:0}
.facts dt{color:var(--muted)}
.facts dd{margin:0;min-width:0;overflow-wrap:anywhere}
.command{overflow-wrap:anywhere}
.tools{display:flex;flex-wrap:wrap;gap:.4rem;align-items:center;margin:.5rem 0}
.typed{display:flex;align-items:center;gap:.5rem;min-width:0;flex:1 1 16rem}
.typed .command{color:var(--muted)}
.typed .command::before,.to-run .command::before,.absent .command::before{content:"$ ";user-select:none;opacity:.6}
.typed .copy{border-color:transparent;color:var(--muted);padding:.16rem .3rem}`;

const CLAIMS = `
.verdict{white-space:nowrap}
.verdict.reproduced{color:var(--reproduced)}.verdict.direction-only{color:var(--direction-only)}
.verdict.not-reproduced{color:var(--not-reproduced)}.verdict.not-judged{color:var(--not-judged)}
.verdict.not-run{color:var(--not-run)}
.bar{display:flex;gap:2px;height:.5rem;margin:1rem 0 .5rem;max-width:46rem}
.bar span{min-width:3px;background:var(--rule)}
.bar .reproduced{background:var(--reproduced)}.bar .direction-only{background:var(--direction-only)}
.bar .not-reproduced{background:var(--not-reproduced)}.bar .not-judged{background:var(--not-judged);opacity:.55}
.tally{display:flex;flex-wrap:wrap;gap:.1rem 1.2rem;list-style:none;margin:0 0 1rem;padding:0;font-size:.89rem}
.js .tally{display:none}
.filter{display:flex;flex-wrap:wrap;gap:.4rem;align-items:center;margin:.8rem 0 1rem;font-size:.87rem}
.filter input{border:1px solid var(--rule);border-radius:3px;background:var(--paper);padding:.16rem .5rem;min-height:1.75rem;width:12.5rem;max-width:100%}
.filter input::placeholder{color:var(--muted);opacity:1}
.filter output{color:var(--muted);margin-left:.4rem}
.chip[aria-pressed=true]{border-color:currentColor;background:var(--raised)}
.claims{width:100%}
.claims tr:target{background:var(--raised)}
.claims .id{font-weight:600;text-decoration:none;margin-right:.5rem}
.claims .text{display:block}
.claims tbody th{width:34%}
.claims .source,.claims .reason{font-size:.93em}
.claims td[data-label=Measured]{white-space:nowrap}
.claims td[data-label=Verdict]{width:28%}
.claims .reason{display:block}
.claims .number,.data td{text-align:right}
.to-run summary{font-size:.93em}
@media (max-width:52rem){
  .claims,.claims tbody{display:block}
  .claims thead{display:none}
  .claims tr{display:grid;grid-template-columns:5.2rem minmax(0,1fr);padding:.7rem 0;border-bottom:1px solid var(--rule)}
  .claims th[scope=row]{grid-column:1/-1;width:auto;padding:0 0 .3rem}
  .claims th,.claims td,.claims td.number{border:0;padding:.05rem 0;text-align:left;width:auto!important;white-space:normal!important}
  .claims td{grid-column:2;position:relative}
  .claims td::before{content:attr(data-label);color:var(--muted);position:absolute;right:100%;width:5.2rem}
}`;

const FIGURES = `
.figure{display:flow-root;padding-bottom:1.4rem}
.figure+.figure{border-top:1px solid var(--rule)}
.figure h3{margin-top:1.3rem}
.figure h3 a{text-decoration:none}
figure{margin:.6rem 0}
.plate svg{display:block;max-width:100%;height:auto;filter:var(--plate)}
figcaption{color:var(--muted);font-size:.89rem;max-width:46rem;margin-top:.5rem}
.data{font-size:.82rem;margin-top:.2rem}
.data caption{text-align:left;font-weight:600;padding:.7rem 0 .3rem}
.data th,.data td{white-space:nowrap;padding-right:1.1rem}
.data thead th:not(:first-child){text-align:right}
.tables,.absent,.from{margin:.3rem 0}
.absent ul{list-style:none;padding:0;font-size:.87rem;columns:24rem 2}
.absent li{break-inside:avoid;margin:.3rem 0}
.absent .command{display:block;color:var(--muted)}
.prose{border-left:1px solid var(--rule);padding-left:1.1rem;font-size:.93rem}
.run+.run{border-top:1px solid var(--rule)}
dialog{border:0;padding:0;background:var(--paper);color:var(--ink);width:100vw;height:100dvh;max-width:none;max-height:none}
dialog[open]{display:flex;flex-direction:column}
dialog .top{display:flex;justify-content:space-between;align-items:baseline;gap:1rem;padding:.7rem 1.25rem;border-bottom:1px solid var(--rule)}
dialog .view{overflow:auto;flex:1;padding:1rem 1.25rem}
dialog .view svg{display:block;margin:0 auto;filter:var(--plate);height:auto;width:100%;min-width:56rem}`;

const WIDE = `
@media (min-width:66rem){
  .columns{grid-template-columns:13.5rem minmax(0,1fr)}
  #contents{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;padding:1.1rem 0 1rem}
  main{min-width:0}
}
@media (max-width:40rem){
  header{padding-top:1.2rem}
  header p{order:1;flex-basis:100%}
  header,.columns,footer{padding-left:1rem;padding-right:1rem}
}
@media print{
  #contents,.filter,.tools button,#theme,.skip{display:none!important}
  .js .tally{display:flex}
  .figure{break-inside:avoid}
  .plate{content-visibility:visible!important}
}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}`;

/** All that a page looks like. */
export const STYLE = [COLOURS, PAGE, CLAIMS, FIGURES, LIVE_STYLE, WIDE].join('\n');
