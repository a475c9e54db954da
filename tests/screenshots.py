"""Draws the pictures in `screenshots/` from the real screens on the example vault.

`python tests/screenshots.py` is the only way they are made; they are never edited.
"""

import asyncio
import tempfile
from pathlib import Path

from pictures import picture
from scenes import SCENES, SIZES, Scene, app_for, play

FOLDER = Path(__file__).parents[1] / "screenshots"
# The largest size once and in one language: what changes there is only room.
SHOWN = [(size, language) for size in SIZES[:2] for language in ("en", "ja")]


async def draw(scene: Scene, size: tuple[int, int], language: str) -> Path:
    """Write one picture and return where."""
    suffix = "" if language == "en" else f".{language}"
    target = FOLDER / f"{scene.name}-{size[0]}x{size[1]}{suffix}.svg"
    with tempfile.TemporaryDirectory() as folder:
        app = app_for(scene, Path(folder), language)
        async with app.run_test(size=size) as pilot:
            await play(scene, pilot)
            target.write_text(picture(app), encoding="utf-8")
    return target


def main() -> None:
    """Draw them all."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    for scene in SCENES:
        for size, language in SHOWN:
            print(asyncio.run(draw(scene, size, language)).relative_to(FOLDER.parent))


if __name__ == "__main__":
    main()
