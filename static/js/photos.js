// A photo is drawn smaller before it is sent: a phone takes ten times what a page shows, and the line is slow where
// the visit is. What cannot be drawn here goes as it is; the server looks at it in any case.
const MOST = 1920;
const QUALITY = 0.85;

const smaller = async (file) => {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const share = MOST / Math.max(picture.width, picture.height);
  if (share >= 1) return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * share);
  canvas.height = Math.round(picture.height * share);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const drawn = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!drawn || drawn.size >= file.size) return file;
  return new File([drawn], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
};

for (const input of document.querySelectorAll("input[type=file][data-shrink]")) {
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    try {
      const drawn = await smaller(file);
      if (drawn === file || input.files[0] !== file) return;
      const chosen = new DataTransfer();
      chosen.items.add(drawn);
      input.files = chosen.files;
    } catch {
      // no picture, or a browser that cannot read it: the form says what is wrong with it
    }
  });
}
