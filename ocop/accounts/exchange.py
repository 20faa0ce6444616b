"""The people an administrator looks after, as a sheet."""

from ocop.accounts.models import User
from ocop.core import clock
from ocop.spreadsheets.sheets import ListSheet, column


class PersonSheet(ListSheet):
    """One line for each person, with the posts of today. `held` is what the list found (`with_posts`)."""

    full_name = column("Họ tên", "full_name")
    username = column("Tên đăng nhập", "username")
    posts = column("Vị trí hiện nay")
    last_login = column("Đăng nhập gần nhất", "last_login")

    def dehydrate_posts(self, person: User) -> str:
        today = clock.today()
        return "; ".join(
            str(post)
            for post in person.held
            if post.starts_on <= today and (post.ends_on is None or post.ends_on >= today)
        )
