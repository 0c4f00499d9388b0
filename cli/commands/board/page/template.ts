/** Every value is escaped. What pipelines say comes later, as data, and becomes text alone. */
export const boardTemplate = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pipelines of {{namePrefix}}: board</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="board.css">
<script type="module" src="board.js"></script>
</head>
<body><div class="page board">
<header class="top"><div><p class="eyebrow">Pipelines</p><h1>{{namePrefix}}</h1><p class="place">{{region}}{{#if account}}, account {{account}}{{/if}}</p></div>
<p id="live" class="live" role="status">Connecting…</p></header>
<form id="filters" class="filters" role="search" aria-label="Pipelines">
<fieldset class="outcomes"><legend class="unseen">How they are</legend></fieldset>
<div class="fields">
<label class="find"><span class="unseen">Search</span><input type="search" name="text" placeholder="Search: repository, branch, commit, message" autocomplete="off" spellcheck="false"></label>
<label><span class="unseen">Repository</span><select name="repository"><option value="">All repositories</option></select></label>
<label><span class="unseen">Environment</span><select name="environment"><option value="">All environments</option></select></label>
<label><span class="unseen">Account</span><select name="account"><option value="">All accounts</option></select></label>
<label><span class="unseen">Order</span><select name="order"><option value="urgent">Most urgent first</option><option value="changed">Last changed first</option><option value="name">By name</option></select></label>
</div></form>
<main><h2 id="shown" class="eyebrow" aria-live="polite">Reading</h2>
<ul id="pipelines" class="pipelines" aria-labelledby="shown"></ul>
<p id="none" class="note" hidden>No pipeline is so.</p></main>
<noscript><p class="note">The board needs its script to show pipelines. Without it: <code>stagewright status --watch</code>.</p></noscript>
<footer><p>It only looks. <kbd>/</kbd> searches, <kbd>↑</kbd> <kbd>↓</kbd> go from pipeline to pipeline, <kbd>Enter</kbd> opens one. What is opened is asked of AWS; all else comes from the ledger.</p></footer>
</div></body>
</html>
`;
