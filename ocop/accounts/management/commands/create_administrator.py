"""Make the first administrator of an empty portal."""

import sys
from getpass import getpass

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ocop.accounts.installation import install_administrator
from ocop.core.errors import RuleViolation
from ocop.core.roles import Role


class Command(BaseCommand):
    help = (
        "Tạo tài khoản quản trị đầu tiên. Mật khẩu được hỏi ở cửa sổ lệnh, hoặc đọc từ dòng đầu của đầu vào; "
        "không bao giờ là tham số."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", required=True, help="tên đăng nhập")
        parser.add_argument("--full-name", default=str(Role.ADMINISTRATOR.label), help="họ tên")

    def handle(self, *args, username: str, full_name: str, **options) -> None:
        password = getpass("Mật khẩu: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            user = install_administrator(username=username, full_name=full_name, password=password)
        except RuleViolation as refusal:
            raise CommandError(refusal.message) from None
        self.stdout.write(f"Đã tạo tài khoản quản trị “{user.username}”.")
