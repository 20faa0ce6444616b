"""Stand-ins for papers that somebody would scan."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw


def specimen(title: str, owner: str) -> SimpleUploadedFile:
    """A picture that says it is a specimen, standing in for a scanned paper."""
    picture = Image.new("RGB", (1000, 700), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((30, 30, 970, 670), outline="#284785", width=6)
    pen.line((30, 670, 970, 30), fill="#e4dac4", width=4)
    pen.text((60, 60), "BAN MAU / SPECIMEN", fill="#a82420", font_size=48)
    file = BytesIO()
    picture.save(file, "JPEG", quality=70)
    return SimpleUploadedFile(f"{title} - {owner}.jpg"[:150], file.getvalue(), content_type="image/jpeg")
