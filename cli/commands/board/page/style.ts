/**
 * What the board has beside the look of all pages. A row is no list item to the layout: Chromium counts those, and takes seconds
 * for it when a search hides most of a thousand.
 */
export const boardStyle = `
.board{max-width:88rem}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.top{display:flex;justify-content:space-between;align-items:flex-end;gap:1rem;flex-wrap:wrap}
.live{display:flex;align-items:center;gap:.5rem;font-size:.84rem;color:var(--soft);background:var(--card);border:1px solid var(--line);border-radius:99px;padding:.25rem .85rem}
.live::before{content:"";width:.55rem;height:.55rem;border-radius:50%;background:var(--rail);flex:none}
.live.on::before{background:var(--add)}
.live.off{color:var(--remove);border-color:var(--remove);border-radius:12px}.live.off::before{background:var(--remove)}
.filters{position:sticky;top:0;z-index:2;background:var(--bg);padding:1rem 0 .8rem;margin-top:.4rem}
.outcomes{display:flex;flex-wrap:wrap;gap:.4rem;border:0;margin:0 0 .7rem;padding:0}
.outcomes button{font:inherit;font-size:.86rem;display:inline-flex;gap:.45rem;align-items:center;padding:.28rem .8rem;border-radius:99px;border:1px solid var(--line);background:var(--card);color:var(--ink);cursor:pointer}
.outcomes button b{font-weight:650;font-variant-numeric:tabular-nums}
.outcomes button:hover{background:var(--tint)}
.outcomes button[aria-pressed=true]{border-color:var(--ink);box-shadow:inset 0 0 0 1px var(--ink)}
.outcomes button:disabled{color:var(--soft);cursor:default;opacity:1;background:transparent}
.fields{display:grid;grid-template-columns:minmax(14rem,1fr) repeat(4,minmax(0,11.5rem));gap:.5rem}
.fields input,.fields select{font:inherit;font-size:.9rem;width:100%;padding:.42rem .7rem;border-radius:9px;border:1px solid var(--rail);background:var(--card);color:var(--ink);text-overflow:ellipsis}
.fields input::placeholder{color:var(--soft);opacity:1}
main>.eyebrow{margin:.4rem 0 .6rem}
.pipelines{background:var(--card);border:1px solid var(--line);border-radius:14px;box-shadow:var(--shadow);overflow:clip}
.pipeline{display:block;content-visibility:auto;contain-intrinsic-size:auto 4.6rem;border-top:1px solid var(--line)}
.pipeline:first-child{border-top:0}
.pipeline>details>summary{display:grid;grid-template-columns:minmax(12rem,17rem) minmax(0,1fr) minmax(12rem,25rem);gap:.3rem 1.4rem;align-items:start;padding:.75rem 1.1rem .75rem .9rem;cursor:pointer;list-style:none;border-left:4px solid var(--how)}
.pipeline>details>summary::-webkit-details-marker{display:none}
.pipeline>details>summary:hover{background:var(--tint)}
.pipeline>details>summary:focus-visible{outline-offset:-3px}
.pipeline>details[open]>summary{border-bottom:1px solid var(--line)}
.is-failed{--how:var(--remove)}.is-approval{--how:var(--approval)}.is-running{--how:var(--accent)}.is-waiting{--how:var(--rail)}.is-well{--how:var(--add)}
.outcomes .sign{width:.6rem;height:.6rem;border-radius:50%;background:var(--how);flex:none}
.who .name{display:block;font-weight:640;line-height:1.35;overflow-wrap:anywhere}
.who .branch{font-weight:400;color:var(--soft)}
.who .branch::before{content:"/";margin:0 .3rem;color:var(--rail)}
.said{display:block;font-size:.83rem;color:var(--soft);overflow-wrap:anywhere;line-height:1.4}
.said.bad{color:var(--remove)}.said.asks{color:var(--approval)}
.rail{overflow-x:clip;display:flex;flex-wrap:wrap;gap:.4rem 1.1rem}
.environment{position:relative;display:block;border:1px solid var(--line);border-left:3px solid var(--how);border-radius:8px;padding:.16rem .6rem .22rem;font-size:.84rem;line-height:1.4;min-width:6.4rem;max-width:16rem;background:var(--card)}
.environment+.environment::before{content:"";position:absolute;left:calc(-1.1rem - 3px);width:1.1rem;top:50%;border-top:2px solid var(--rail)}
.environment b{font-weight:620;overflow-wrap:anywhere}
.environment .how{color:var(--how);font-weight:600}
.environment.is-new .how,.environment.is-waiting .how{color:var(--soft);font-weight:400}
.environment.is-new{--how:var(--rail);border-style:dashed;border-left-style:solid;background:transparent}
.environment .said{font-size:.78rem}
.latest{min-width:0}
.latest .summary{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden;font-size:.86rem;line-height:1.4;overflow-wrap:anywhere}
time{font-variant-numeric:tabular-nums}
.open-parts{display:grid;gap:1.1rem;min-width:0}
.open{padding:1rem 1.2rem 1.3rem;border-left:4px solid var(--how);display:grid;gap:1.1rem;min-width:0}
.open h3{font-size:.9rem;font-weight:640;margin-bottom:.4rem;overflow-wrap:anywhere}
.failure,.ask{border:1px solid var(--line);border-left:4px solid var(--remove);background:var(--removebg);border-radius:10px;padding:.6rem .9rem;font-size:.9rem;overflow-wrap:anywhere}
.failure.over{border-left-color:var(--rail);background:transparent}
.ask{border-left-color:var(--approval);background:var(--changebg)}
.failure p,.ask p{white-space:pre-line;margin-top:.2rem}
.failure .hint,.ask .hint{color:var(--soft)}
.links{display:flex;flex-wrap:wrap;gap:.35rem 1.1rem;font-size:.9rem}
.pipeline pre{overflow:auto;max-height:19rem;background:var(--tint);border:1px solid var(--line);border-radius:10px;padding:.7rem .9rem;font-size:.78rem;line-height:1.5;white-space:pre-wrap;overflow-wrap:anywhere;tab-size:4}
.stages-now{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.7rem}
.stages-now>li{border:1px solid var(--line);border-top:3px solid var(--how);border-radius:10px;padding:.5rem .75rem .6rem;font-size:.86rem;min-width:0}
.stages-now .title{display:block;font-weight:620;overflow-wrap:anywhere}
.stages-now ol{margin-top:.3rem}
.stages-now ol li{display:flex;gap:.6rem;justify-content:space-between;padding:.12rem 0;border-top:1px dashed var(--line)}
.stages-now ol li>:first-child{overflow-wrap:anywhere;min-width:0}
.stages-now ol li>:last-child{color:var(--how);flex:none;font-size:.82rem}
.stages-now .is-new{--how:var(--soft)}
.executions{font-size:.88rem}
.executions li{display:grid;grid-template-columns:6rem 7.5rem minmax(0,1fr) auto;gap:.2rem .9rem;padding:.28rem 0;border-top:1px dashed var(--line)}
.executions li:first-child{border-top:0}
.executions .how{color:var(--how);font-weight:600}
.executions .what{color:var(--ink);overflow-wrap:anywhere}
.executions .is-new,.stages-now .is-waiting,.executions .is-waiting{--how:var(--soft)}
kbd{font:inherit;font-size:.78rem;border:1px solid var(--line);border-bottom-width:2px;border-radius:5px;padding:0 .35rem;background:var(--card)}
[hidden]{display:none!important}
@media (max-width:62rem){.fields{grid-template-columns:repeat(2,minmax(0,1fr))}.fields .find{grid-column:1/-1}
.pipeline>details>summary{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}.rail{grid-column:1/-1;grid-row:2}}
@media (max-width:40rem){.filters{position:static}.fields{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}.live{border-radius:12px}
.pipeline{contain-intrinsic-size:auto 9rem}.pipeline>details>summary{grid-template-columns:minmax(0,1fr);padding-right:.8rem}.rail{grid-row:auto}
.environment{max-width:100%}.executions li{grid-template-columns:auto 1fr}.executions .what{grid-column:1/-1;display:block}.open{padding:.9rem}}
@media print{.filters,.live,footer{display:none}.pipeline{content-visibility:visible}}
`;
