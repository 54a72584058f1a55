// The consumer page's own check: the browser gets a receipt for every step that is shown, checks it, and compares what it says.
import {verify} from './verify.js';

/** Receipts for one page, of some kilobytes each. */
const MOST = 24;

const result = document.getElementById('own-check');
const lines = [...document.querySelectorAll('.journey li')].filter(line => line.dataset.events);
const said = lines.flatMap(line => line.dataset.events.split(' ').map(event => ({line, event})));

if (said.length > 0) {
  check().catch(e => say('warn', result.dataset.later, e.message));
}

async function check() {
  result.hidden = false;
  const roots = await (await fetch('/log/roots')).json();
  let checked = 0;
  for (const {line, event} of said.slice(0, MOST)) {
    const answer = await fetch('/api/v1/receipts/events/' + event);
    if (!answer.ok) {
      // no checkpoint holds it yet, or too many have asked
      continue;
    }
    const why = await refusal(await answer.json(), roots, line, event);
    if (why) {
      line.classList.add('bad');
      // before whatever the records say
      document.getElementById('main').prepend(result);
      say('bad', result.dataset.bad, why);
      return;
    }
    checked++;
    if (event === line.dataset.events.split(' ').at(-1)) {
      line.classList.add('proven');
    }
  }
  if (checked === 0) {
    say('plain', result.dataset.later, '');
  } else {
    const text = checked === said.length ? result.dataset.good : result.dataset.some;
    say('good', text.replace('%n', checked).replace('%m', said.length), result.dataset.meaning);
  }
}

/** Why a receipt does not prove what a line of the page says; empty when it does. */
async function refusal(receipt, roots, line, event) {
  const verdict = await verify(receipt, roots);
  if (!verdict.verified) {
    return `${verdict.step}: ${verdict.reason}`;
  }
  const {eventTime, eventTimeZoneOffset, bizStep = ''} = receipt.content;
  const day = dayOf(eventTime, eventTimeZoneOffset);
  const isSame = verdict.sha256 === event
    && day >= line.dataset.from && day <= line.dataset.until && bizStep.endsWith(line.dataset.step);
  return isSame ? '' : result.dataset.other;
}

/** The day of an event where it happened, yyyy-mm-dd. */
function dayOf(time, offset) {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [, '+', 0, 0];
  const ahead = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return new Date(Date.parse(time) + ahead * 60000).toISOString().slice(0, 10);
}

function say(tone, verdict, why) {
  result.className = 'banner ' + tone;
  result.querySelector('use').setAttribute('href', '#' + tone);
  result.querySelector('h2 span').textContent = verdict;
  result.querySelector('p').textContent = why;
}
