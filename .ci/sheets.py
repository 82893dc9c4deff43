"""Lays reference pictures and the product side by side: `python .ci/sheets.py MOCKS OUT`.

MOCKS holds `<screen>-<lang>-<theme>.png` as drawn by a designer; for each that has a state of the same name (or one
given below) OUT gets a sheet: the reference left, the product right, both 1440×900 logical pixels.
"""

import os
import subprocess
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

STATES = {
    "today": "today",
    "accounts": "accounts",
    "quicklog": "quick-log",
    "cmdk": "palette",
    "firstrun": "firstrun",
    "health": "health",
    "conflict": "differences",
}
WIDTH, HEIGHT, BETWEEN = 1800, 1125, 24


def main(mocks: Path, out: Path) -> int:
    """Take the pictures, make the sheets and tell which."""
    app = QGuiApplication(sys.argv[:1])
    shots = out / "product"
    states = [word for state in sorted(set(STATES.values())) for word in ("--state", state)]
    taken = subprocess.run([sys.executable, "main.py", "shots", str(shots), "--scale", "1.25", *states], check=False)
    if taken.returncode:
        return taken.returncode
    for mock in sorted(mocks.glob("*-*-*.png")):
        screen, _dash, dress = mock.stem.partition("-")
        product = shots / f"{STATES.get(screen, screen)}-{dress}.png"
        if product.exists():
            sheet = out / f"{screen}-{dress}.png"
            _sheet(QImage(str(mock)), QImage(str(product))).save(str(sheet))
            print(sheet)
    app.quit()
    return 0


def _sheet(mock: QImage, product: QImage) -> QImage:
    sheet = QImage(2 * WIDTH + BETWEEN, HEIGHT, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for left, picture in ((0, mock), (WIDTH + BETWEEN, product)):
        picture.setDevicePixelRatio(1)
        fitted = picture.scaled(
            WIDTH, HEIGHT, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(QRect(left, 0, fitted.width(), fitted.height()), fitted)
    painter.end()
    return sheet


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
