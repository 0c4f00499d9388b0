/** Every value is escaped: no template says otherwise, and none holds a script. */
const head = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{{styleHash}}'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{{title}}</title>
<link rel="icon" href="data:,">
`;

const grants = `{{#*inline "grants"}}<ul class="grants">{{#each this}}<li>{{#if who}}<code>{{who}}</code> {{/if}}<span{{#if never}} class="never"{{/if}}>{{verb}}</span> <code>{{actions}}</code>{{conditions}}{{#each resources}}<span class="on">on <code>{{this}}</code></span>{{/each}}</li>{{/each}}</ul>{{/inline}}`;

const box = `{{#*inline "box"}}
<details class="box k-{{category}} {{state}} {{change}}" id="action-{{number}}" data-key="{{key}}">
<summary><span class="title"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="{{sign}}"/></svg><span>{{#each words}}{{this}}<wbr>{{/each}}</span><span class="number">{{number}}</span></span>
<span class="what"><b>{{category}}</b> {{summary}}</span>{{#if change}}<span class="tag t-{{change}}">{{change}}</span>{{/if}}{{#if off}}<span class="tag">switched off</span>{{/if}}</summary>
<div class="body" id="about-{{number}}">
<h4>Because of</h4>
{{#if off}}<p>Not run: <code>{{flips}}</code> would have to be <code>true</code>.</p>{{/if}}
<p>{{#if line}}<a href="#line-{{line}}"><code>{{originShown}}</code></a>{{else}}{{#if origin}}<code>{{originShown}}</code>{{else}}The item itself{{/if}}{{/if}}{{#if elsewhere}}, in {{file}} at <code>{{writtenAt}}</code>{{/if}}</p>
{{#if addresses}}<h4>In Terraform</h4><ul>{{#each addresses}}<li><code>{{this}}</code></li>{{/each}}</ul>{{/if}}
<h4>Configuration</h4><dl>{{#each facts}}<dt>{{name}}</dt><dd><code>{{value}}</code></dd>{{/each}}</dl>
{{#each runsAs}}<h4>{{heading}}</h4><p><code>{{name}}</code>{{#if account}} in account <code>{{account}}</code>{{/if}}{{#if address}}<br><code>{{address}}</code>{{/if}}</p>
{{#if grants}}<details class="more"><summary>{{may}}</summary>{{> grants grants}}</details>{{/if}}{{/each}}
</div>
</details>{{/inline}}`;

const stages = `<div><h2 id="stages" class="eyebrow">Stages, in the order in which they run</h2>
<div class="stages-frame" tabindex="0" role="region" aria-labelledby="stages"><ol class="stages">
{{#each stages}}<li class="stage {{state}} {{change}}"><div class="stage-head"><h3>{{#each words}}{{this}}<wbr>{{/each}}</h3>{{#if accounts}}<p>{{accounts}}</p>{{/if}}{{#if off}}<p>Switched off</p>{{/if}}{{#if change}}<span class="tag t-{{change}}">{{change}}</span>{{/if}}</div>
<ol>{{#each orders}}<li class="order"><span class="run" title="Run order {{order}}">{{order}}</span>{{#each boxes}}{{> box}}{{/each}}</li>
{{/each}}</ol></li>
{{/each}}</ol></div></div>`;

const item = `<aside class="panel item" aria-labelledby="item"><header><h2 id="item">The item</h2><p>{{file}}{{#if plainNote}}, in plain form{{/if}}. Numbers lead to what a key asks for.</p></header>
<div class="lines" tabindex="0" role="region" aria-labelledby="item">
{{#each lines}}<div class="line {{change}} {{off}}" id="line-{{number}}"{{#if key}} data-key="{{key}}"{{/if}}><code>{{indent}}<span class="key">{{name}}</span><span>{{rest}}</span></code>{{#if links}}<span class="links">{{#each links}}<a href="#about-{{number}}" aria-label="{{number}}: {{name}}">{{number}}</a>{{/each}}</span>{{/if}}</div>
{{/each}}</div></aside>`;

const changes = `{{#with changes}}<section class="note {{#if widens}}widens{{/if}}" aria-labelledby="changes"><h2 id="changes">{{heading}}</h2>
{{#each groups}}<details{{#if open}} open{{/if}}><summary>{{heading}} <small>({{lines.length}})</small></summary><ul>{{#each lines}}<li class="{{change}}"><span class="sign">{{sign}}</span>{{text}}</li>{{/each}}</ul></details>{{/each}}</section>{{/with}}`;

const off = `{{#if switchedOff}}<section class="note" aria-labelledby="off"><h2 id="off">Switched off</h2><ul>{{#each switchedOff}}<li>{{what}}: set {{#if line}}<a href="#line-{{line}}"><code>{{flip}}</code></a>{{else}}<code>{{flip}}</code>{{/if}} to <code>true</code>.</li>{{/each}}</ul></section>{{/if}}`;

const roles = `<section class="panel roles" aria-labelledby="roles"><header><h2 id="roles">Roles and policies</h2><p>Every role that the pipeline works with, and every resource with a policy of its own.</p></header>
{{#each roles}}<details><summary><b>{{job}}</b> <code>{{name}}</code>{{#if account}} <small>account {{account}}</small>{{/if}}</summary><div class="in">
{{#if takenBy}}<p>Taken by <code>{{takenBy.who}}</code>{{takenBy.conditions}}</p>{{/if}}{{#if address}}<p><code>{{address}}</code></p>{{/if}}{{> grants grants}}</div></details>
{{/each}}</section>`;

export const pageTemplate = `${grants}${box}${head}<style>{{{style}}}</style>
</head>
<body><div class="page">
<header><p class="eyebrow">{{#if index}}<a href="index.html">All pipelines</a> · {{/if}}Pipeline preview</p>
<h1>{{repository}}<span class="branch">{{branch}}</span></h1><p class="place"><code>{{pipeline}}</code> in {{place}}</p>
<ul class="facts">{{#each facts}}<li><b>{{count}}</b> {{what}}</li>{{/each}}</ul></header>
<main>${changes}${off}<div class="split">${stages}${item}</div>${roles}</main>
<footer><p>Made by stagewright from the item alone: no AWS account was asked.</p></footer>
</div></body>
</html>
`;

export const indexTemplate = `${head}<style>{{{style}}}</style>
</head>
<body><div class="page">
<header><p class="eyebrow">Pipeline preview</p><h1>{{heading}}</h1><ul class="facts">{{#each facts}}<li><b>{{count}}</b> {{what}}</li>{{/each}}</ul></header>
<main class="panel"><div class="scroll" tabindex="0" role="region" aria-label="All pipelines"><table>
<thead><tr><th scope="col">Repository</th><th scope="col">Branch</th><th scope="col">Environments</th><th scope="col">Accounts</th><th scope="col">Approvals</th><th scope="col">Tests</th></tr></thead>
<tbody>{{#each pipelines}}<tr><td><a href="{{href}}">{{repository}}</a></td><td>{{branch}}</td><td>{{#each environments}}<span class="wide"><span class="dot {{kind}}"></span>{{name}}</span> {{else}}none{{/each}}</td><td>{{accounts}}</td><td>{{approvals}}</td><td>{{tests}}</td></tr>
{{/each}}</tbody></table></div></main>
<footer><p>Green: deployed without asking. Amber: somebody is asked first. Dashed: switched off.</p></footer>
</div></body>
</html>
`;
