// The page that checks a receipt: one that its address names, or a file.
import {verify} from './verify.js';

const texts = document.getElementById('texts').dataset;
const result = document.getElementById('result');
const heading = document.getElementById('verdict');
const reason = document.getElementById('reason');
const facts = document.getElementById('facts');
const print = document.getElementById('print');
const RECEIPTS = '/api/v1/receipts/';
const ATTEMPTS = 10;

const file = document.getElementById('file');
file.addEventListener('change', async () => check(JSON.parse(await file.files[0].text())));
const asked = new URLSearchParams(location.search);
const named = asked.get('receipt');
/** Whether it is asked that there is no such record. */
const absent = asked.get('absent') === 'true' ? '&absent=true' : '';
if (named) {
  say('plain', texts.checking, '');
  fetchReceipt(named).then(check).then(offerPaper).catch(e => say('warn', texts.unreadable, e.message));
}

/** Only from this gateway, and only receipts; again while no checkpoint holds it yet. */
async function fetchReceipt(path) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const answer = await fetch(address(path) + '?format=json' + absent);
    if (answer.ok) {
      return answer.json();
    }
    if (answer.status !== 503) {
      throw new Error((await answer.json()).detail ?? answer.statusText);
    }
    await new Promise(later => setTimeout(later, 1000));
  }
  throw new Error(texts.later);
}

function address(path) {
  return RECEIPTS + path.split('/').map(encodeURIComponent).join('/');
}

/** On paper there is only what this gateway has and the browser has found good. */
function offerPaper(verified) {
  print.hidden = !verified;
  print.firstElementChild.href = address(named) + '?format=pdf' + absent;
}

async function check(receipt) {
  const roots = await (await fetch('/log/roots')).json();
  const verdict = await verify(receipt, roots);
  if (!verdict.verified) {
    say('bad', texts.refused, `${verdict.step}: ${verdict.reason}`);
    return false;
  }
  say('good', texts.verified, verdict.absent ? texts.meaningAbsent : verdict.newest ? texts.meaningNewest : texts.meaning);
  fact(verdict.absent ? texts.absent : texts.key, verdict.key);
  if (!verdict.absent) {
    fact(texts.block, String(verdict.block));
  }
  if (verdict.newest) {
    fact(texts.version, texts.newest);
  }
  fact(texts.size, String(verdict.size));
  for (const [agency, at] of Object.entries(verdict.cosigned)) {
    fact(texts[agency] ?? agency, at.toLocaleString(document.documentElement.lang));
  }
  for (const [name, value] of [...Object.entries(receipt.content ?? {}), ...Object.entries(verdict.revealed)]) {
    fact(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  return true;
}

function say(tone, verdict, why) {
  result.className = 'banner ' + tone;
  heading.textContent = verdict;
  reason.textContent = why;
  facts.replaceChildren();
  print.hidden = true;
}

function fact(name, value) {
  const term = document.createElement('dt');
  const detail = document.createElement('dd');
  term.textContent = name;
  detail.textContent = value;
  facts.append(term, detail);
}
