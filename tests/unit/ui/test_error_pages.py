"""Error pages stand alone: no context, no database, one heading, a way out."""

import pytest
from django.template.loader import get_template


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html", "403_csrf.html"])
def test_error_page_needs_nothing(name):
    html = get_template(name).render()

    assert html.count("<h1>") == 1
    assert '<a href="/">Về trang đầu</a>' in html
    assert "<script" not in html
