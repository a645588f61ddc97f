"""QR codes are read back by an independent reader."""

import pytest
from PIL import Image

from desktop_app.sheets.qr import QUIET_ZONE, qr_rows
from tests.sheets.reading import codes_in


def drawn(text: str) -> Image.Image:
    rows = qr_rows(text)
    size = len(rows)
    image = Image.new("L", (size + 2 * QUIET_ZONE, size + 2 * QUIET_ZONE), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            image.putpixel((x + QUIET_ZONE, y + QUIET_ZONE), 0 if dark else 255)
    return image.resize((image.width * 6, image.height * 6), Image.Resampling.NEAREST)


@pytest.mark.parametrize("length", [1, 14, 15, 26, 27, 42, 43, 62, 63, 84, 85, 106, 107, 180])
def test_every_size_is_read_back(length, tmp_path):
    text = ("https://example.fi/" + "abcdefghijklmnopqrstuvwxyz0123456789" * 5)[-length:]
    assert codes_in(drawn(text), tmp_path) == [text]


def test_a_damaged_code_is_still_read(tmp_path):
    image = drawn("https://ihmiskauppa.fi")
    image.paste(255, (image.width // 2, image.height // 2, image.width // 2 + 20, image.height // 2 + 14))
    assert codes_in(image, tmp_path) == ["https://ihmiskauppa.fi"]
