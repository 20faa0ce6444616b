"""The fields that these tests look for in a list of products."""

from ocop.spreadsheets import cells
from ocop.spreadsheets.finder import Field, Table
from tests.factories.spreadsheets import Line

PRODUCT = Field("product", "Tên sản phẩm", ("Sản phẩm",), required=True)
PRODUCER = Field("producer", "Chủ thể", ("Tên cơ sở", "Tên chủ thể", "Đơn vị"), required=True, fill_down=True)
COMMUNE = Field("commune", "Địa chỉ", ("Xã, phường", "Xã"))
STARS = Field(
    "stars",
    "Hạng sao",
    ("Số sao", "Phân hạng", "Xếp hạng"),
    parse=cells.stars,
    options={f"{n} sao": f"{n} sao" for n in (1, 2, 3, 4, 5)},
)
DECIDED_ON = Field(
    "decided_on", "Ngày quyết định", ("Ngày công nhận", "Ngày QĐ", "Ngày ban hành"), parse=cells.day
)
FIELDS = (PRODUCT, PRODUCER, COMMUNE, STARS, DECIDED_ON)


def lines_of(table: Table) -> list[Line]:
    """What the table says, in the shape of the factory's lines."""
    found = []
    for row in table.rows():
        read = {key: reading.value for key, reading in table.readings(row).items()}
        found.append(Line(**read, district=row.context[-1].text if row.context else ""))
    return found
