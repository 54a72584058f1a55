// The page that scans: pictures of the camera and photos are read here, and of what they hold only the path of a code of this zone is
// asked for.
const ZXING = '/webjars/html5-qrcode/2.2.1/third_party/zxing-js.umd.min.js';
const PAUSE = 200;
const SIZES = [1600, 800, 400];
const KEYS = /^(?:\/.*?)??(\/(?:00|01|414|417|8003|8004)\/.+)$/;

const texts = document.getElementById('texts').dataset;
const result = document.getElementById('result');
const verdict = document.getElementById('verdict');
const reason = document.getElementById('reason');
const content = document.getElementById('found');
const here = document.getElementById('here');
const video = document.getElementById('video');
const camera = document.getElementById('camera');
const photo = document.getElementById('photo');
const canvas = document.createElement('canvas');
let decoder;

camera.addEventListener('click', () => video.srcObject ? close() : open());
photo.addEventListener('change', () => read(photo.files[0]));
document.getElementById('reading').hidden = false;

async function open() {
  camera.disabled = true;
  try {
    video.hidden = false;
    video.srcObject = await navigator.mediaDevices.getUserMedia({video: {facingMode: 'environment'}});
    await video.play();
  } catch (e) {
    close();
    const why = e.name === 'NotAllowedError' ? 'refused' : 'absent';
    say('warn', texts[why], texts[why + 'Text']);
    return;
  } finally {
    camera.disabled = false;
  }
  camera.textContent = texts.stop;
  say('plain', texts.looking, texts.lookingText);
  while (video.srcObject) {
    const text = await decoded(video, video.videoWidth, video.videoHeight, SIZES[1]);
    if (text !== null) {
      close();
      found(text);
    }
    await new Promise(later => setTimeout(later, PAUSE));
  }
}

function close() {
  video.srcObject?.getTracks().forEach(track => track.stop());
  video.srcObject = null;
  video.hidden = true;
  camera.textContent = texts.camera;
}

/** A large photo may show its code better when it is made smaller. */
async function read(file) {
  close();
  let text = null;
  try {
    const picture = await createImageBitmap(file);
    for (const size of SIZES) {
      text ??= await decoded(picture, picture.width, picture.height, size);
    }
  } catch {
    // no picture at all
  }
  if (text === null) {
    say('warn', texts.none, texts.noneText);
  } else {
    found(text);
  }
}

/** The text of the code in a picture, or null. */
async function decoded(picture, width, height, size) {
  decoder ??= choose();
  const scale = Math.min(1, size / Math.max(width, height));
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.getContext('2d', {willReadFrequently: true}).drawImage(picture, 0, 0, canvas.width, canvas.height);
  return (await decoder)(canvas);
}

/** The decoder that the browser has, else the one that comes with this page. */
async function choose() {
  const formats = 'BarcodeDetector' in window ? await BarcodeDetector.getSupportedFormats() : [];
  if (formats.includes('qr_code')) {
    const own = new BarcodeDetector({formats: ['qr_code']});
    return async picture => (await own.detect(picture))[0]?.rawValue ?? null;
  }
  await import(ZXING);
  const {BinaryBitmap, DecodeHintType, HTMLCanvasElementLuminanceSource, HybridBinarizer, QRCodeReader} = globalThis.ZXing;
  const reader = new QRCodeReader();
  const hints = new Map([[DecodeHintType.TRY_HARDER, true]]);
  return picture => {
    try {
      const light = new HTMLCanvasElementLuminanceSource(picture);
      return reader.decode(new BinaryBitmap(new HybridBinarizer(light)), hints).getText();
    } catch {
      return null;
    }
  };
}

function found(text) {
  const url = address(text);
  const path = url?.protocol.match(/^https?:$/) ? KEYS.exec(url.pathname)?.[1] : null;
  if (!path) {
    say('warn', texts.other, texts.otherText);
    content.textContent = text;
    content.hidden = false;
  } else if (url.origin === location.origin || url.origin === new URL(texts.zone).origin) {
    location.assign(path);
  } else {
    say('bad', texts.foreign, texts.foreignText.replace('{0}', url.host));
    here.href = path;
    here.parentElement.hidden = false;
  }
}

function address(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function say(tone, what, why) {
  result.className = 'banner ' + tone;
  verdict.textContent = what;
  reason.textContent = why;
  content.hidden = true;
  here.parentElement.hidden = true;
}
