"""Draw one page of a PDF as a picture: a program of its own, with little memory and little time.

It reads files that strangers handed in, so it runs apart from the portal: `draw_page.py SOURCE PAGE TARGET`.
It writes the picture and prints how many pages there are.
"""

import resource
import sys

import pypdfium2

LONGEST_SIDE = 1_700
"""Pixels: small print of A4 can be read, and a page of text stays under 300 KB."""
MEMORY = 1_500 * 2**20
SECONDS = 10
LARGEST_FILE = 20 * 2**20


def main(source: str, page: int, target: str) -> int:
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    document = pypdfium2.PdfDocument(source)
    if 1 <= page <= len(document):
        drawn = document[page - 1]
        scale = LONGEST_SIDE / max(*drawn.get_size(), 1)
        drawn.render(scale=min(scale, 4)).to_pil().convert("RGB").save(target, "JPEG", quality=80)
    sys.stdout.write(str(len(document)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
