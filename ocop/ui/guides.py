"""What the help pages say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ocop.core.roles import Role


@dataclass(frozen=True, slots=True)
class Guide:
    """How one role does its main work; `before` is what to have at hand."""

    anchor: str
    role: Any
    before: Any
    steps: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    title: Any
    lines: tuple[Any, ...]


GUIDES = (
    Guide(
        "chu-the",
        Role.PRODUCER.label,
        _(
            "Chuẩn bị sẵn: giấy đăng ký kinh doanh, giấy tờ về chất lượng, ảnh sản phẩm. Khoảng 40 "
            "phút, làm nhiều lần được."
        ),
        (
            _("Mở mục Chủ thể, xem lại tên, địa chỉ và số đăng ký; thêm sản phẩm muốn xếp hạng."),
            _("Mở mục Hồ sơ, bấm nút tạo hồ sơ, chọn sản phẩm, chu trình và bộ sản phẩm."),
            _("Điền phiếu đăng ký, tải minh chứng, rồi tự chấm điểm theo từng tiêu chí."),
            _("Mở trang kiểm tra trước khi gửi. Phần nào còn thiếu, trang dẫn thẳng tới phần đó."),
            _(
                "Gửi hồ sơ. Sau đó theo dõi ở mục Hồ sơ: ai đang giữ, đến khi nào. Hồ sơ bị trả lại "
                "thì sửa đúng mục được nêu."
            ),
        ),
    ),
    Guide(
        "can-bo-xa",
        Role.COMMUNE_OFFICER.label,
        _("Việc chờ bạn nằm ở trang Việc hôm nay, gần hạn nhất lên đầu."),
        (
            _("Mở hồ sơ mới nộp, xem từng phần và minh chứng."),
            _("Hồ sơ thiếu: bấm trả lại, ghi lý do. Chủ thể đọc đúng câu bạn viết."),
            _("Hồ sơ đủ: lập báo cáo của xã nếu quy định đang áp dụng yêu cầu, rồi chuyển lên cấp trên."),
        ),
    ),
    Guide(
        "can-bo-huyen-tinh",
        _("Chuyên viên OCOP huyện, tỉnh"),
        _("Chuẩn bị sẵn: quyết định lập Hội đồng, danh sách thành viên, ngày họp."),
        (
            _("Tiếp nhận hồ sơ gửi lên, kiểm tra thành phần, trả lại hoặc chấp nhận."),
            _("Mở mục Hội đồng, nhập quyết định và thành viên, lập phiên họp, xếp hồ sơ vào phiên."),
            _(
                "Sau khi Chủ tịch đóng phiên, lập dự thảo quyết định theo kết quả; lãnh đạo ký, bạn "
                "không tự ký dự thảo của mình."
            ),
            _("Cấp giấy chứng nhận theo lô, tải bản in, theo dõi giấy sắp hết hạn."),
        ),
    ),
    Guide(
        "thanh-vien",
        Role.COUNCIL_MEMBER.label,
        _("Có thể chấm trên điện thoại. Không ai thấy điểm của bạn trước khi phiên đóng."),
        (
            _("Mở mục Hội đồng, chọn phiên đang chấm, chọn hồ sơ."),
            _(
                "Có quyền lợi liên quan tới sản phẩm: bấm nút xin không chấm và nêu lý do, trước khi "
                "gửi phiếu."
            ),
            _("Mỗi tiêu chí chọn một mức. Lượt chọn được lưu ngay; bấm vào minh chứng để xem giấy tờ."),
            _("Gửi phiếu. Phiếu đã gửi không sửa được."),
        ),
    ),
    Guide(
        "thu-ky",
        Role.COUNCIL_SECRETARY.label,
        _("Bảng theo dõi cho biết ai đã gửi phiếu, không cho biết điểm."),
        (
            _("Mở phiên, điểm danh. Chưa đủ số người theo quy chế thì phiên chưa mở được."),
            _("Theo dõi bảng phiếu, nhắc người chưa gửi."),
            _("Ghi mức Hội đồng thống nhất cho tiêu chí có yêu cầu tối thiểu, rồi mời Chủ tịch đóng phiên."),
        ),
    ),
    Guide(
        "lanh-dao",
        _("Lãnh đạo UBND huyện, tỉnh"),
        _("Dự thảo chờ ký nằm ở trang Việc hôm nay."),
        (
            _("Mở dự thảo, xem điểm trung bình, hạng theo điểm và hạng sau yêu cầu tối thiểu."),
            _("Ghi số, ngày quyết định và ký. Giấy chứng nhận được cấp theo quyết định này."),
            _("Thu hồi giấy chứng nhận khi có căn cứ; giấy đã thu hồi báo ngay ở trang kiểm tra."),
        ),
    ),
    Guide(
        "quan-tri",
        Role.ADMINISTRATOR.label,
        _("Một người, một tài khoản. Quyền đi theo vị trí công tác, có ngày bắt đầu và ngày kết thúc."),
        (
            _("Mở mục Tài khoản, tạo người dùng cùng vị trí đầu tiên, giao mật khẩu dùng một lần."),
            _(
                "Người chuyển công tác: kết thúc vị trí cũ, giao vị trí mới. Không ai tự giao vị trí "
                "cho mình."
            ),
            _("Đầu năm: mở chu trình mới và ghi ngày của sáu bước."),
        ),
    ),
)

HINTS = (
    _(
        "Quên mật khẩu: nhờ quản trị cổng của đơn vị cấp mật khẩu mới. Không ai hỏi mật khẩu của bạn "
        "qua điện thoại."
    ),
    _(
        "Ngày viết 30/06/2027; tiền viết 1.500.000 hoặc 1,5 triệu; tên xã viết có dấu hay không dấu "
        "đều tìm được."
    ),
    _(
        "Bấm hai lần một nút thì việc vẫn chỉ làm một lần. Người khác vừa lưu trước bạn thì trang "
        "cho xem cả hai bản."
    ),
    _(
        "Danh sách nào cũng lọc, xếp và tìm được; địa chỉ của danh sách đã lọc có thể lưu lại hoặc "
        "gửi cho đồng nghiệp."
    ),
)

PROMISES = (
    Promise(
        _("Ai cũng dùng được"),
        (
            _("Mọi việc làm được bằng bàn phím, bằng trình đọc màn hình và trên điện thoại màn hình hẹp."),
            _(
                "Mọi trang chạy cả khi trình duyệt tắt JavaScript; nội dung không bao giờ chỉ nằm "
                "trong màu sắc."
            ),
            _("Chữ 16 điểm trở lên, phóng to hai lần không mất nội dung; nút bấm cao ít nhất 44 điểm."),
            _("Lỗi được nêu ở đầu trang và cạnh ô, nói sai gì và sửa thế nào; chữ đã gõ không mất."),
            _(
                "Mục tiêu là mức AA của WCAG 2.2; mỗi bản phát hành được kiểm bằng công cụ tự động. "
                "Gặp chỗ khó dùng, hãy báo Tổ hỗ trợ."
            ),
        ),
    ),
    Promise(
        _("Ai thấy gì"),
        (
            _("Bạn chỉ thấy hồ sơ thuộc địa bàn, chủ thể hoặc Hội đồng mà vị trí công tác của bạn cho phép."),
            _("Điểm của thành viên Hội đồng được giữ kín cho tới khi phiên đóng."),
            _(
                "Mọi thay đổi được ghi vào nhật ký cùng người làm và thời điểm; nhật ký không sửa, "
                "không xóa được từ cổng."
            ),
            _("Tệp tải lên không có địa chỉ công khai; mỗi lần tải xuống đều được hỏi quyền."),
        ),
    ),
    Promise(
        _("Cookie và dữ liệu"),
        (
            _(
                "Cổng dùng cookie để giữ phiên đăng nhập, để chống giả mạo biểu mẫu và để nhớ ngôn "
                "ngữ bạn chọn; không có cookie theo dõi."
            ),
            _(
                "Không có gì trên trang được lấy từ máy chủ khác: phông chữ, hình và mã lệnh đều ở "
                "máy chủ của cổng."
            ),
            _("Trang kiểm tra giấy chứng nhận chỉ hiện những gì in trên giấy và không lưu dấu người xem."),
            _("Phiên đăng nhập hết hạn khi lâu không dùng; trên máy chung, hãy đăng xuất khi xong việc."),
        ),
    ),
    Promise(
        _("Điều cổng chưa hứa"),
        (
            _(
                "Cổng không thay chữ ký số: bản giấy hoặc bản ký số do cơ quan có thẩm quyền ban "
                "hành mới có giá trị pháp lý."
            ),
            _(
                "Cổng không bảo vệ được máy của bạn: đừng cho mượn tài khoản, đừng lưu mật khẩu trên "
                "máy chung."
            ),
        ),
    ),
)
