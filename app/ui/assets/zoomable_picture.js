// A picture that can be zoomed (wheel, buttons, + and -) and dragged; fitted to its frame at first.
const views = new WeakMap();

export default function ({ data, parentElement }) {
  let view = views.get(parentElement);
  if (!view) {
    view = frame(parentElement);
    views.set(parentElement, view);
  }
  view.show(data);
}

// Twice as large as drawn, so that text stays sharp; less for a picture that no canvas can hold.
const SHARP = 2;
const MOST = 16000;

function pixels(image, [width, height]) {
  const scale = Math.min(SHARP, MOST / width, MOST / height);
  const sheet = document.createElement("canvas");
  sheet.width = Math.max(1, Math.round(width * scale));
  sheet.height = Math.max(1, Math.round(height * scale));
  const pen = sheet.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(image, 0, 0, sheet.width, sheet.height);
  return new Promise((resolve, reject) => {
    sheet.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("too large"))), "image/png");
  });
}

function frame(root) {
  const box = root.querySelector(".frame");
  const image = root.querySelector("img");
  let scale = 1;
  let fitted = true;
  let left = 0;
  let top = 0;
  let natural = [1, 1];

  const place = () => {
    image.style.width = `${natural[0] * scale}px`;
    image.style.transform = `translate(${left}px, ${top}px)`;
  };
  const fit = () => {
    const [width, height] = natural;
    if (!box.clientWidth || !box.clientHeight) return;
    scale = Math.min(1.25, (box.clientWidth - 24) / width, (box.clientHeight - 24) / height);
    left = (box.clientWidth - width * scale) / 2;
    top = (box.clientHeight - height * scale) / 2;
    fitted = true;
    place();
  };
  const zoom = (factor, x = box.clientWidth / 2, y = box.clientHeight / 2) => {
    const next = Math.min(8, Math.max(0.02, scale * factor));
    left = x - ((x - left) * next) / scale;
    top = y - ((y - top) * next) / scale;
    scale = next;
    fitted = false;
    place();
  };

  image.addEventListener("load", () => {
    natural = [image.naturalWidth || 1, image.naturalHeight || 1];
    fit();
  });
  new ResizeObserver(() => fitted && fit()).observe(box);
  box.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const area = box.getBoundingClientRect();
      zoom(Math.exp(-event.deltaY / 500), event.clientX - area.left, event.clientY - area.top);
    },
    { passive: false },
  );
  box.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.target.closest("button")) return;
    const start = [event.clientX - left, event.clientY - top];
    box.setPointerCapture(event.pointerId);
    const move = (to) => {
      [left, top] = [to.clientX - start[0], to.clientY - start[1]];
      fitted = false;
      place();
    };
    box.addEventListener("pointermove", move);
    box.addEventListener("pointerup", () => box.removeEventListener("pointermove", move), {
      once: true,
    });
  });
  box.addEventListener("keydown", (event) => {
    const actions = { "+": () => zoom(1.25), "-": () => zoom(0.8), 0: fit };
    if (!actions[event.key]) return;
    event.stopPropagation();
    actions[event.key]();
  });
  root.querySelector(".in").onclick = () => zoom(1.25);
  root.querySelector(".out").onclick = () => zoom(0.8);
  root.querySelector(".fit").onclick = fit;
  const copy = root.querySelector(".copy");
  copy.onclick = async () => {
    let said = "Copied";
    try {
      // The browser wants the item at once, and waits for its content.
      const item = new ClipboardItem({ "image/png": pixels(image, natural) });
      await navigator.clipboard.write([item]);
    } catch {
      said = "Not allowed";
    }
    copy.textContent = said;
    setTimeout(() => {
      copy.textContent = "Copy";
    }, 1500);
  };

  return {
    show({ source, alt, faded }) {
      box.classList.toggle("faded", faded);
      image.alt = alt;
      if (image.src !== source) image.src = source;
    },
  };
}
