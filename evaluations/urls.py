"""Addresses of councils, sessions, sheets, results, decisions and certificates."""

from django.urls import path

from evaluations.views import (
    agenda,
    certificates,
    councils,
    decisions,
    packs,
    papers,
    reopenings,
    results,
    sessions,
    sheets,
)

app_name = "evaluations"

urlpatterns = [
    path("hoi-dong/", councils.CouncilList.as_view(), name="council-list"),
    path("hoi-dong/lap/", councils.CouncilCreate.as_view(), name="council-create"),
    path("hoi-dong/<int:pk>/", councils.CouncilDetail.as_view(), name="council-detail"),
    path("hoi-dong/<int:pk>/them-ghe/", councils.SeatAdd.as_view(), name="seat-add"),
    path("hoi-dong/<int:pk>/quy-che/", councils.CouncilProcedure.as_view(), name="council-procedure"),
    path("hoi-dong/<int:pk>/thay-doi/", councils.CouncilChange.as_view(), name="council-change"),
    path("hoi-dong/<int:pk>/ket-thuc/", councils.CouncilDissolve.as_view(), name="council-dissolve"),
    path("hoi-dong/<int:pk>/phien-moi/", sessions.SessionPlan.as_view(), name="session-plan"),
    path("hoi-dong/ghe/<int:pk>/ket-thuc/", councils.SeatEnd.as_view(), name="seat-end"),
    path("phien/", sessions.SessionList.as_view(), name="session-list"),
    path("phien/<int:pk>/", sessions.SessionDetail.as_view(), name="session-detail"),
    path("phien/<int:pk>/them-ho-so/", agenda.AgendaAdd.as_view(), name="agenda-add"),
    path("phien/<int:pk>/mo/", sessions.SessionOpen.as_view(), name="session-open"),
    path("phien/<int:pk>/dong/", sessions.SessionClose.as_view(), name="session-close"),
    path("phien/<int:pk>/soan-quyet-dinh/", results.DecisionPrepare.as_view(), name="decision-prepare"),
    path("phien/san-pham/<int:pk>/dua-ra/", agenda.ItemRemove.as_view(), name="item-remove"),
    path("phien/san-pham/<int:pk>/len/", agenda.ItemMove.as_view(up=True), name="item-up"),
    path("phien/san-pham/<int:pk>/xuong/", agenda.ItemMove.as_view(up=False), name="item-down"),
    path("phien/san-pham/<int:pk>/y-kien-chung/", agenda.ItemAgree.as_view(), name="item-agree"),
    path("phien/san-pham/<int:pk>/khong-cham/", agenda.ItemRecuse.as_view(), name="item-recuse"),
    path("phien/san-pham/<int:pk>/doi-chieu/", papers.ItemCompare.as_view(), name="item-compare"),
    path("phien/san-pham/<int:pk>/minh-chung/<int:evidence>/", papers.ItemPaper.as_view(), name="item-paper"),
    path(
        "phien/san-pham/<int:pk>/minh-chung/<int:evidence>/trang/<int:page>/",
        papers.ItemPaperPage.as_view(),
        name="item-paper-page",
    ),
    path("phieu/", sheets.SheetList.as_view(), name="sheet-list"),
    path("phieu/<int:pk>/", sheets.SheetDetail.as_view(), name="sheet-detail"),
    path("phieu/<int:pk>/tieu-chi/<int:criterion>/", sheets.SheetTick.as_view(), name="sheet-tick"),
    path("phieu/<int:pk>/gui/", sheets.SheetSend.as_view(), name="sheet-send"),
    path("ket-qua/<int:pk>/", results.Results.as_view(), name="results"),
    path("ket-qua/san-pham/<int:pk>/phieu/", results.ItemSheets.as_view(), name="item-sheets"),
    path("ket-qua/san-pham/<int:pk>/dieu-kien-loai/", results.KnockOutSettle.as_view(), name="item-settle"),
    path("ket-qua/<int:pk>/mo-lai/", reopenings.SessionReopen.as_view(), name="session-reopen"),
    path("ket-qua/<int:pk>/bien-ban/", packs.MinutesWrite.as_view(), name="minutes-write"),
    path("ket-qua/<int:pk>/lap-bo/", packs.PackMake.as_view(), name="pack-make"),
    path("bo-van-ban/<int:pk>/", packs.PackDetail.as_view(), name="pack-detail"),
    path("bo-van-ban/<int:pk>/tai/", packs.PackDownload.as_view(), name="pack-download"),
    path("bo-van-ban/giay/<int:pk>/ban-hanh/", packs.PaperIssue.as_view(), name="packpaper-issue"),
    path(
        "bo-van-ban/giay/<int:pk>.<str:ending>", packs.PackPaperDownload.as_view(), name="packpaper-download"
    ),
    path("quyet-dinh/", decisions.DecisionList.as_view(), name="decision-list"),
    path("quyet-dinh/<int:pk>/", decisions.DecisionDetail.as_view(), name="decision-detail"),
    path("quyet-dinh/<int:pk>/ky/", decisions.DecisionSign.as_view(), name="decision-sign"),
    path("quyet-dinh/<int:pk>/huy/", decisions.DecisionDiscard.as_view(), name="decision-discard"),
    path("quyet-dinh/<int:pk>/cap-giay/", decisions.CertificatesIssue.as_view(), name="certificates-issue"),
    path("giay-chung-nhan/", certificates.CertificateList.as_view(), name="certificate-list"),
    path("giay-chung-nhan/<int:pk>/", certificates.CertificateDetail.as_view(), name="certificate-detail"),
    path(
        "giay-chung-nhan/<int:pk>/tai/",
        certificates.CertificateDownload.as_view(),
        name="certificate-download",
    ),
    path(
        "giay-chung-nhan/<int:pk>/thu-hoi/",
        certificates.CertificateRevoke.as_view(),
        name="certificate-revoke",
    ),
]
