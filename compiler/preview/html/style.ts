/**
 * The look of all pages, light and dark. Nothing is asked of the network: fonts are those of the machine, signs are drawn
 * within the page.
 */
export const style = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#16202c;--soft:#52606d;--line:#d8dee6;--rail:#b6c0cc;--tint:#eef1f5;
--accent:#0b63c4;--source:#3b5bdb;--build:#7048c6;--deploy:#06705f;--approval:#96500a;--test:#256b25;--add:#176f30;--addbg:#e6f6ea;
--change:#8a5a00;--changebg:#fdf3dc;--remove:#b3261e;--removebg:#fcebea;--shadow:0 1px 2px #1020301a,0 4px 14px #10203010}
@media (prefers-color-scheme:dark){:root{--bg:#0f141a;--card:#182029;--ink:#e6edf3;--soft:#9fb0c0;--line:#2c3743;--rail:#445260;--tint:#1f2933;
--accent:#6cb2ff;--source:#8aa4ff;--build:#b79bff;--deploy:#4fd1bd;--approval:#f0ad4e;--test:#7ccf7c;--add:#5dd27c;--addbg:#12301d;
--change:#e8b04a;--changebg:#352a12;--remove:#ff8a80;--removebg:#3a1b1a;--shadow:0 1px 2px #0008}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding:5rem 1rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
code,pre,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.86em}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:2px}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:6px}
h1,h2,h3,p,ol,ul,dl,dd,pre{margin:0;padding:0}
ol,ul{list-style:none}
.page{max-width:110rem;margin:0 auto;padding:2rem 1.5rem 3rem}
.eyebrow{font-size:.75rem;letter-spacing:.09em;text-transform:uppercase;color:var(--soft);font-weight:600}
h1{font-size:1.9rem;line-height:1.2;letter-spacing:-.015em;overflow-wrap:anywhere}
h1 .branch{font-weight:400;color:var(--soft)}
h1 .branch::before{content:"/";margin:0 .35rem;color:var(--rail)}
.place{color:var(--soft);overflow-wrap:anywhere;margin-top:.25rem}
.facts{display:flex;flex-wrap:wrap;gap:.4rem;margin:.9rem 0 1.4rem}
.facts li{background:var(--card);border:1px solid var(--line);border-radius:99px;padding:.12rem .7rem;font-size:.86rem;color:var(--soft)}
.facts b{color:var(--ink);font-weight:650}
.note{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1rem 1.2rem;margin-bottom:1.2rem;box-shadow:var(--shadow)}
.note h2,.panel h2{font-size:1rem;letter-spacing:-.005em}
.note summary{cursor:pointer;font-weight:620;font-size:.9rem;padding:.25rem 0}
.note summary small{font-weight:400;color:var(--soft)}
.note details{margin-top:.4rem}
.note li{overflow-wrap:anywhere;padding:.1rem 0 .1rem 1.2rem;text-indent:-1.2rem;font-size:.9rem}
.widens{border-left:4px solid var(--remove)}
.note .sign{display:inline-block;width:1.2rem;font-weight:700;text-indent:0}
.added .sign,.t-added{color:var(--add)}.changed .sign,.t-changed{color:var(--change)}.removed .sign,.t-removed{color:var(--remove)}
.split{display:grid;grid-template-columns:minmax(0,1fr) minmax(17rem,22rem);gap:1.5rem;align-items:start}
.stages-frame{overflow-x:auto;margin-top:.5rem;padding:.2rem .2rem 1.2rem;border-radius:12px}
.stages{display:flex;align-items:flex-start;gap:1.6rem;width:max-content;min-width:100%}

.stage{position:relative;width:15rem;flex:none}
.stage:has(.box[open]){width:27rem}
.stage+.stage::before{content:"";position:absolute;left:-1.6rem;width:1.6rem;top:1.55rem;border-top:2px solid var(--rail)}
.stage+.stage::after{content:"";position:absolute;left:-.62rem;top:1.3rem;width:.55rem;height:.55rem;border:solid var(--rail);border-width:2px 2px 0 0;transform:rotate(45deg)}
.stage-head{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.45rem .75rem;min-height:3.2rem;margin-bottom:.8rem;display:flex;flex-direction:column;justify-content:center;box-shadow:var(--shadow)}
.stage-head h3{font-size:.92rem;line-height:1.35;overflow-wrap:anywhere}
.stage-head p{font-size:.8rem;color:var(--soft)}
.stage.off .stage-head{background:transparent;border-style:dashed;box-shadow:none}
.stage.off .stage-head h3{color:var(--soft)}
.order{position:relative;padding-left:1.8rem;margin-bottom:.6rem}
.order::before{content:"";position:absolute;left:.62rem;top:1.5rem;bottom:-.7rem;border-left:2px solid var(--line)}
.order:last-child::before{display:none}
.run{position:absolute;left:0;top:.6rem;width:1.35rem;height:1.35rem;border-radius:50%;background:var(--tint);border:1px solid var(--line);color:var(--soft);font-size:.75rem;font-weight:650;line-height:1.25rem;text-align:center}
.box{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--kind);border-radius:10px;box-shadow:var(--shadow);margin-bottom:.45rem}
.k-Source{--kind:var(--source)}.k-Build{--kind:var(--build)}.k-Deploy{--kind:var(--deploy)}.k-Approval{--kind:var(--approval)}.k-Test{--kind:var(--test)}
.box>summary{cursor:pointer;list-style:none;padding:.5rem .7rem;border-radius:8px}
.box>summary::-webkit-details-marker{display:none}
.box>summary:hover{background:var(--tint)}
.title{display:flex;gap:.45rem;align-items:baseline;font-weight:620;font-size:.9rem;line-height:1.35;overflow-wrap:anywhere}
.title svg{flex:none;width:.95rem;height:.95rem;align-self:center;fill:none;stroke:var(--kind);stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.title .number{margin-left:auto;flex:none;font-weight:500;font-size:.75rem;color:var(--soft)}
.what{display:block;font-size:.82rem;color:var(--soft);overflow-wrap:anywhere;margin-top:.1rem}
.what b{font-weight:600;color:var(--kind)}
.tag{display:inline-block;font-size:.74rem;font-weight:650;border-radius:99px;padding:0 .5rem;margin-top:.2rem;background:var(--tint);color:var(--soft)}
.box.off{background:transparent;border-style:dashed;border-left-style:solid;--kind:var(--rail);box-shadow:none}
.box.off .title{color:var(--soft);font-weight:550}
.box.off .what b{color:inherit}
.box.added{background:var(--addbg);border-color:var(--add)}.box.changed{background:var(--changebg);border-color:var(--change)}.box.removed{background:var(--removebg);border-color:var(--remove)}
.box.removed .title>span:first-of-type{text-decoration:line-through}
.tag.t-added{color:var(--add)}.tag.t-changed{color:var(--change)}.tag.t-removed{color:var(--remove)}
.tag.t-added,.tag.t-changed,.tag.t-removed{background:transparent;border:1px solid currentColor}.stage-head .tag{align-self:flex-start}
.body{border-top:1px solid var(--line);padding:.7rem .8rem .9rem;font-size:.86rem}
.body h4{font-size:.74rem;letter-spacing:.06em;text-transform:uppercase;color:var(--soft);margin:.9rem 0 .25rem}
.body h4:first-child{margin-top:0}
.body dl{display:grid;grid-template-columns:minmax(6rem,auto) minmax(0,1fr);gap:.15rem .8rem}
.body dt{color:var(--soft)}
.body,.roles .in{overflow-wrap:anywhere}
.grants{margin-top:.25rem}
.grants li{padding:.28rem 0;border-top:1px dashed var(--line)}
.grants li:first-child{border-top:0}
.grants .never{color:var(--remove);font-weight:600}
.grants .on{display:block;color:var(--soft);padding-left:.9rem}
.more>summary{cursor:pointer;color:var(--accent);width:max-content;max-width:100%;padding:.1rem 0}
.panel{background:var(--card);border:1px solid var(--line);border-radius:12px;box-shadow:var(--shadow);overflow:hidden}
.panel>header{padding:.8rem 1rem .6rem;border-bottom:1px solid var(--line)}
.panel>header p{font-size:.82rem;color:var(--soft);overflow-wrap:anywhere}
.item{position:sticky;top:1rem}
.lines{overflow:auto;max-height:calc(100vh - 7rem);padding:.5rem 0}
.line{display:flex;gap:.5rem;padding:0 1rem 0 .9rem;border-left:3px solid transparent;min-height:1.5em;width:max-content;min-width:100%;scroll-margin:4rem}
.line code{white-space:pre;flex:1}
.line .key{color:var(--accent)}
.line .links{display:flex;gap:.25rem;position:sticky;right:.6rem}
.line .links a{min-width:1.5rem;height:1.35rem;line-height:1.35rem;text-align:center;border-radius:6px;background:var(--tint);font-size:.76rem;text-decoration:none;font-weight:620;padding:0 .3rem}
.line .links a:hover{background:var(--accent);color:var(--card)}
.line.added{background:var(--addbg)}.line.removed{background:var(--removebg)}
.line.removed code span{text-decoration:line-through;text-decoration-color:var(--remove)}
.line.off code{font-style:italic}
.line:target,.box:target,.box:has(:target){outline:3px solid var(--accent);outline-offset:-1px}
.roles{margin-top:1.5rem}
.roles details{border-top:1px solid var(--line)}
.roles summary{cursor:pointer;padding:.55rem 1rem;overflow-wrap:anywhere}
.roles summary:hover{background:var(--tint)}
.roles .in{padding:.1rem 1rem .9rem 2rem;font-size:.86rem}
.roles small{color:var(--soft)}
footer{color:var(--soft);font-size:.82rem;margin-top:1.5rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th{text-align:left;font-size:.78rem;color:var(--soft);font-weight:600}
th,td{padding:.55rem .9rem;border-top:1px solid var(--line);vertical-align:top}
thead th{border-top:0}
td.rail{white-space:nowrap}
.dot{display:inline-block;width:.8rem;height:.8rem;border-radius:3px;background:var(--deploy);margin-right:.3rem;vertical-align:-.05rem}
.dot.asks{background:var(--approval)}.dot.idle{background:transparent;border:1.5px dashed var(--rail)}
.wide{white-space:nowrap}
@media (max-width:62rem){.split{grid-template-columns:minmax(0,1fr)}.item{position:static}.lines{max-height:none}}
@media (max-width:40rem){.page{padding:1.2rem 1rem 2rem}h1{font-size:1.5rem}.stages{flex-direction:column;width:auto;gap:1.6rem}
.stage,.stage:has(.box[open]){width:100%}.stage+.stage::before{left:1.2rem;top:-1.6rem;width:0;height:1.6rem;border-top:0;border-left:2px solid var(--rail)}
.stage+.stage::after{left:.93rem;top:-.8rem;transform:rotate(135deg)}.stages-frame{overflow:visible;padding:0 0 1rem}}
@media print{:root{color-scheme:light;--bg:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--rail:#888;--tint:#f2f2f2;--accent:#000;--shadow:none;
--source:#3b5bdb;--build:#7048c6;--deploy:#087f6e;--approval:#a85a00;--test:#2b7a2b;--add:#1a7f37;--addbg:#fff;--change:#8a5a00;--changebg:#fff;--remove:#b3261e;--removebg:#fff}
@page{margin:14mm}body{font-size:10pt}.page{padding:0;max-width:none}.split{display:block}.stages{flex-direction:column;width:auto;gap:.8rem}
.stage,.stage:has(.box[open]){width:100%}.stage+.stage::before,.stage+.stage::after{display:none}.stages-frame,.lines{overflow:visible;max-height:none}
.box,.stage-head,.line{break-inside:avoid}.item{position:static;margin-top:1rem}.line code{white-space:pre-wrap}.line{width:auto}
details::details-content{content-visibility:visible;display:block;height:auto}}
`;

/** Signs of the categories, by their names. */
export const signs: Readonly<Record<string, string>> = {
  Source: "M6 3v12M6 15a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM18 3a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM18 9c0 5-6 4-11 7",
  Build: "M14 6l4 4M3 21l9-9M11 5l8 8 2-2-8-8z",
  Deploy: "M12 20V5M5 11l7-7 7 7",
  Approval: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c1-5 4-6 8-6s7 1 8 6",
  Test: "M4 12l5 6L20 6",
};
