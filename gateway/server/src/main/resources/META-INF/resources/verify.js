// Checks a receipt (zoneledger.org/receipt/v1) where it is read: in the browser, with WebCrypto, and the agencies' roots alone.
// The steps and their order are those of domain.receipt.ReceiptVerifier.

const utf8 = new TextEncoder();
const FIELDS = ['format', 'content', 'revealed', 'page', 'entry', 'log', 'newest', 'checkpoint', 'certificates'];
const FIELDS_OF_ABSENCE = ['format', 'absent', 'checkpoint', 'certificates'];

/** Why a receipt is not accepted: the step that failed, as in the verdicts of ./zone verify. */
class Failed extends Error {
  constructor(step, reason) {
    super(reason);
    this.step = step;
  }
}

/**
 * Checks a receipt.
 *
 * @param {object} receipt as a gateway gave it out
 * @param {Object<string, string>} roots of the agencies by name: base64 of DER
 * @returns {Promise<{verified: boolean, step?: string, reason?: string, sha256?: string, key?: string, newest?: boolean, absent?: boolean,
 *   cosigned?: Object<string, Date>}>} absent where it is proven that there is no record under the key
 */
export async function verify(receipt, roots) {
  try {
    const fields = receipt.absent ? FIELDS_OF_ABSENCE : FIELDS;
    if (receipt.format !== 'zoneledger.org/receipt/v1' || Object.keys(receipt).some(name => !fields.includes(name))) {
      throw new Failed('FORMAT', 'not a receipt of version 1');
    }
    const checkpoint = readNote(receipt.checkpoint);
    if (receipt.absent) {
      await mustBeAbsent(receipt.absent, checkpoint);
      const cosigned = await cosignatures(receipt, checkpoint, roots);
      return {verified: true, absent: true, key: receipt.absent.key, size: checkpoint.size, cosigned, revealed: {}};
    }
    const value = await written(receipt);
    await mustBeRevealed(receipt);
    await mustBeInLog(receipt, value, checkpoint);
    await mustBeNewest(receipt, checkpoint);
    const cosigned = await cosignatures(receipt, checkpoint, roots);
    return {verified: true, sha256: await digest(receipt.content), key: receipt.entry.key, block: receipt.entry.block,
      newest: receipt.newest !== undefined, size: checkpoint.size, cosigned, revealed: receipt.revealed?.values ?? {}};
  } catch (e) {
    return {verified: false, step: e instanceof Failed ? e.step : 'FORMAT', reason: e.message};
  }
}

/** What the ledger holds under the key: the record, or the head of the page that the event leads to. */
async function written(receipt) {
  if (!receipt.content) {
    throw new Failed('CONTENT', 'the receipt is without its content');
  }
  if (!receipt.page) {
    return receipt.content;
  }
  const {head, index, path} = receipt.page;
  if (receipt.entry.key !== 'pagehead/' + head.captureID) {
    throw new Failed('CONTENT', 'the head of the page belongs to another key');
  }
  const leaf = await leafHash(canonical(receipt.content));
  if (!(await isIncluded(leaf, index, head.count, hashes(path), fromHex(head.root)))) {
    throw new Failed('PAGE', 'the event is not the one that its page holds at this place');
  }
  return head;
}

/** Restricted fields that the holder was shown: the content names the digest of each with its salt. */
async function mustBeRevealed({content, page, revealed = {salts: {}, values: {}}}) {
  const digests = (page ? content['zone:sealed'] : content.restricted) ?? {};
  if (Object.keys(revealed.salts).length !== Object.keys(revealed.values).length) {
    throw new Failed('FORMAT', 'every restricted value needs its salt');
  }
  for (const [field, value] of Object.entries(revealed.values)) {
    if (await digest({field, salt: revealed.salts[field], value}) !== digests[field]) {
      throw new Failed('REVEALED', 'a field that was shown is not the one whose digest the content names');
    }
  }
}

async function mustBeInLog(receipt, value, checkpoint) {
  const entry = {...receipt.entry, delete: false, valueDigest: await digest(value)};
  const leaf = await leafHash(canonical(entry));
  if (!(await isIncluded(leaf, receipt.log.index, checkpoint.size, hashes(receipt.log.path), checkpoint.root))) {
    throw new Failed('LOG', 'the log of the checkpoint does not hold this content at this place');
  }
}

/** No write of the log is a newer one of the key, where the receipt says so. */
async function mustBeNewest({entry, log, newest}, checkpoint) {
  if (newest === undefined) {
    return;
  }
  const key = await mapKey(entry.namespace, entry.key);
  const leaf = {keyDigest: toHex(key), index: log.index, delete: false};
  if (!(await isInMap(key, leaf, hashes(newest.path), checkpoint.map))) {
    throw new Failed('NEWEST', 'the map of the checkpoint does not name this write as the newest under its key');
  }
}

/** Where the way of the key ends, the map holds no record of the zone's chaincode; of pages it never does. */
async function mustBeAbsent({key, leaf, path}, checkpoint) {
  if (leaf && !/^[0-9a-f]{64}$/.test(leaf.keyDigest)) {
    throw new Failed('FORMAT', 'a leaf of the map is a key and a place in the log');
  }
  const mapped = await mapKey('zone', key);
  const isThere = leaf && leaf.keyDigest === toHex(mapped) && leaf.delete !== true;
  if (isThere || /^page(head)?\//.test(key) || !(await isInMap(mapped, leaf, hashes(path), checkpoint.map))) {
    throw new Failed('ABSENT', 'the map of the checkpoint does not show that there is no record under this key');
  }
}

async function cosignatures(receipt, checkpoint, roots) {
  const zone = checkpoint.origin.slice(0, checkpoint.origin.lastIndexOf('/') + 1);
  const cosigned = {};
  for (const encoded of receipt.certificates) {
    const certificate = readCertificate(fromBase64(encoded));
    const agency = certificate.log.slice(zone.length);
    if (!certificate.log.startsWith(zone) || !Object.hasOwn(roots, agency)) {
      continue;
    }
    const at = await cosignedAt(certificate, checkpoint);
    if (at === undefined) {
      continue;
    }
    if (!(await isCertified(certificate, readCertificate(fromBase64(roots[agency])), at))) {
      throw new Failed('CERTIFICATES', `the certificate of ${agency} is not one that its root vouches for`);
    }
    cosigned[agency] = at;
  }
  const needed = Math.floor(Object.keys(roots).length / 2) + 1;
  if (Object.keys(cosigned).length < needed) {
    throw new Failed('COSIGNATURES', `${Object.keys(cosigned).length} of the ${needed} agencies needed have cosigned`);
  }
  return cosigned;
}

/** When a witness cosigned (C2SP tlog-cosignature), if it did. */
async function cosignedAt(certificate, checkpoint) {
  const name = certificate.log + '/witness';
  const id = (await sha256(join(utf8.encode(name + '\n\x04'), certificate.key))).slice(0, 4);
  const key = await crypto.subtle.importKey('raw', certificate.key, 'Ed25519', false, ['verify']);
  for (const signature of checkpoint.signatures) {
    if (signature.name === name && equal(signature.bytes.slice(0, 4), id) && signature.bytes.length === 76) {
      const seconds = new DataView(signature.bytes.buffer).getBigUint64(4);
      const signed = utf8.encode(`cosignature/v1\ntime ${seconds}\n${checkpoint.text}`);
      if (await crypto.subtle.verify('Ed25519', key, signature.bytes.slice(12), signed)) {
        return new Date(Number(seconds) * 1000);
      }
    }
  }
  return undefined;
}

async function isCertified(certificate, root, at) {
  const key = await crypto.subtle.importKey('spki', root.spki, {name: 'ECDSA', namedCurve: 'P-256'}, false, ['verify']);
  const signed = await crypto.subtle.verify(
    {name: 'ECDSA', hash: 'SHA-256'}, key, plainSignature(certificate.signature), certificate.tbs);
  return [certificate, root].every(each => at >= each.notBefore && at <= each.notAfter) && signed;
}

/** A signed note (C2SP) whose text is a checkpoint. */
function readNote(note) {
  const split = note.lastIndexOf('\n\n');
  const text = note.slice(0, split + 1);
  const [origin, size, root, ...more] = text.split('\n');
  const map = more.length === 2 && more[0].startsWith('map ') ? fromBase64(more[0].slice(4)) : undefined;
  if (split < 0 || more.at(-1) !== '' || more.length > (map ? 2 : 1) || !/^(0|[1-9][0-9]{0,15})$/.test(size)) {
    throw new Failed('FORMAT', 'a checkpoint has three lines, origin, size and root, and may have a fourth, that of the map');
  }
  const signatures = note.slice(split + 2, -1).split('\n').map(line => {
    const [dash, name, bytes] = line.split(' ');
    if (dash !== '\u2014') {
      throw new Failed('FORMAT', 'a signature is a dash, a name and base64');
    }
    return {name, bytes: fromBase64(bytes)};
  });
  return {text, origin, size: Number(size), root: fromBase64(root), map, signatures};
}

/** RFC 9162 section 2.1.3.2. */
async function isIncluded(leaf, index, size, path, root) {
  if (!(index >= 0 && index < size)) {
    return false;
  }
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (sn === 0) {
      return false;
    }
    if (fn % 2 === 1 || fn === sn) {
      hash = await nodeHash(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) {
        [fn, sn] = [fn / 2, Math.floor(sn / 2)];
      }
    } else {
      hash = await nodeHash(hash, sibling);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && equal(hash, root);
}

/** Whether a map of newest entries holds a leaf, or nothing, where the way of a key ends (domain.merkle.MerkleMap). */
async function isInMap(key, leaf, path, root) {
  let hash = leaf ? await mapLeafHash(leaf) : await sha256(Uint8Array.of(4));
  for (const [i, other] of path.entries()) {
    const depth = path.length - 1 - i;
    const isRight = (key[depth >> 3] >> (7 - depth % 8)) & 1;
    hash = await sha256(isRight ? join(Uint8Array.of(3), other, hash) : join(Uint8Array.of(3), hash, other));
  }
  return root !== undefined && path.length <= 256 && equal(hash, root);
}

function mapLeafHash(leaf) {
  const index = new Uint8Array(8);
  new DataView(index.buffer).setBigUint64(0, BigInt(leaf.index));
  return sha256(join(Uint8Array.of(2), fromHex(leaf.keyDigest), index, Uint8Array.of(leaf.delete ? 1 : 0)));
}

const mapKey = (namespace, key) => sha256(utf8.encode(namespace + '\0' + key));
const leafHash = text => sha256(join(Uint8Array.of(0), utf8.encode(text)));
const nodeHash = (left, right) => sha256(join(Uint8Array.of(1), left, right));

/** SHA-256 of a value's canonical form, hexadecimal. */
async function digest(value) {
  return toHex(await sha256(utf8.encode(canonical(value))));
}

async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** RFC 8785: names in the order of their UTF-16 units, and what ECMAScript makes of the rest. */
function canonical(value) {
  if (Array.isArray(value)) {
    return '[' + value.map(canonical).join(',') + ']';
  }
  if (value !== null && typeof value === 'object') {
    return '{' + Object.keys(value).sort().map(name => JSON.stringify(name) + ':' + canonical(value[name])).join(',') + '}';
  }
  return JSON.stringify(value);
}

/** What of an X.509 certificate is looked at (RFC 5280): its log is a subject that is a common name alone, or the attribute zone.log. */
function readCertificate(der) {
  const [tbs, , signature] = children(read(der, 0));
  const fields = children(tbs).filter(field => field.tag !== 0xa0);
  const [, , , validity, subject, spki, ...rest] = fields;
  const [notBefore, notAfter] = children(validity).map(time);
  const extensions = rest.filter(field => field.tag === 0xa3).flatMap(field => children(children(field)[0])).map(children);
  const attributes = extensions.find(([oid]) => equal(oid.content, ATTRIBUTES));
  const [[type, name], ...names] = children(subject).flatMap(children).map(children);
  const named = equal(type.content, COMMON_NAME) && !names.length ? text(name) : '';
  const log = attributes ? JSON.parse(text(attributes.at(-1))).attrs['zone.log'] ?? '' : named;
  const key = children(spki)[1].content.slice(1);
  return {tbs: tbs.whole, signature: signature.content.slice(1), spki: spki.whole, key, notBefore, notAfter, log};
}

/** 1.2.3.4.5.6.7.8.1, where Fabric CA keeps attributes. */
const ATTRIBUTES = Uint8Array.of(0x2a, 3, 4, 5, 6, 7, 8, 1);

/** 2.5.4.3 (X.520). */
const COMMON_NAME = Uint8Array.of(0x55, 4, 3);

const text = element => new TextDecoder().decode(element.content);

/** One DER element (X.690). */
function read(bytes, at) {
  let [length, from] = [bytes[at + 1], at + 2];
  if (length > 0x80) {
    const octets = length - 0x80;
    length = bytes.slice(from, from + octets).reduce((sum, octet) => sum * 256 + octet, 0);
    from += octets;
  }
  if (!(from + length <= bytes.length)) {
    throw new Failed('FORMAT', 'a certificate cannot be read');
  }
  return {tag: bytes[at], content: bytes.slice(from, from + length), whole: bytes.slice(at, from + length)};
}

function children(element) {
  const found = [];
  for (let at = 0; at < element.content.length; at += found.at(-1).whole.length) {
    found.push(read(element.content, at));
  }
  return found;
}

/** UTCTime or GeneralizedTime; RFC 5280 has both end with Z. */
function time(element) {
  const digits = text(element);
  const whole = element.tag === 0x17 ? (Number(digits.slice(0, 2)) < 50 ? '20' : '19') + digits : digits;
  return new Date(whole.replace(/^(....)(..)(..)(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

/** R and S of a DER signature, 32 bytes each, as WebCrypto takes them. */
function plainSignature(der) {
  return join(...children(read(der, 0)).map(({content}) => {
    const plain = new Uint8Array(32);
    const digits = content.slice(-32);
    plain.set(digits, 32 - digits.length);
    return plain;
  }));
}

function hashes(path) {
  const joined = fromBase64(path);
  if (joined.length % 32 !== 0) {
    throw new Failed('FORMAT', 'a path is hashes of 32 bytes');
  }
  return Array.from({length: joined.length / 32}, (_, i) => joined.slice(32 * i, 32 * i + 32));
}

function join(...parts) {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (joined.set(part, at), at + part.length), 0);
  return joined;
}

const equal = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
const fromBase64 = text => Uint8Array.from(atob(text), char => char.charCodeAt(0));
const fromHex = text => Uint8Array.from(text.match(/../g) ?? [], pair => parseInt(pair, 16));
const toHex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
