"""Addresses of classes: planning, people, roll, certificates."""

from django.urls import path

from trainings.views import (
    certificates,
    classes,
    coverage,
    feedback,
    money,
    nominations,
    papers,
    roll,
    setup,
    sheets,
)

app_name = "trainings"

urlpatterns = [
    path("", classes.ClassList.as_view(), name="class-list"),
    path("do-phu/", coverage.CoveragePage.as_view(), name="coverage"),
    path("lap/", classes.ClassPlan.as_view(), name="class-plan"),
    path("<int:pk>/", classes.ClassDetail.as_view(), name="class-detail"),
    path("<int:pk>/sua/", classes.ClassEdit.as_view(), name="class-edit"),
    path("<int:pk>/chuyen-de/", classes.ClassTopics.as_view(), name="class-topics"),
    path("<int:pk>/giang-vien/", setup.TrainerAdd.as_view(), name="trainer-add"),
    path("giang-vien/<int:pk>/bo/", setup.TrainerDrop.as_view(), name="trainer-drop"),
    path("<int:pk>/chi-tieu/", setup.QuotaSet.as_view(), name="quota-set"),
    path("chi-tieu/<int:pk>/bo/", setup.QuotaDrop.as_view(), name="quota-drop"),
    path("<int:pk>/mo/", classes.ClassOpen.as_view(), name="class-open"),
    path("<int:pk>/bat-dau/", classes.ClassStart.as_view(), name="class-start"),
    path("<int:pk>/ket-thuc/", classes.ClassClose.as_view(), name="class-close"),
    path("<int:pk>/mo-lai/", classes.ClassReopen.as_view(), name="class-reopen"),
    path("<int:pk>/huy/", classes.ClassCancel.as_view(), name="class-cancel"),
    path("<int:pk>/kinh-phi/", money.ClassBind.as_view(), name="class-bind"),
    path("<int:pk>/quyet-toan/", money.ClassSettle.as_view(), name="class-settle"),
    path("<int:pk>/cu/", nominations.ClassNominate.as_view(), name="class-nominate"),
    path("<int:pk>/cu-ten/", nominations.ClassNominateByName.as_view(), name="class-nominate-name"),
    path("de-cu/<int:pk>/xac-nhan/", nominations.NominationConfirm.as_view(), name="nomination-confirm"),
    path("de-cu/<int:pk>/khong-du/", nominations.NominationWithdraw.as_view(), name="nomination-withdraw"),
    path("<int:pk>/moi/", papers.ClassInvite.as_view(), name="class-invite"),
    path("<int:pk>/giay-moi/<slug:ending>/", papers.ClassInvitation.as_view(), name="class-invitation"),
    path("<int:pk>/lich.ics", papers.ClassCalendar.as_view(), name="class-calendar"),
    path("<int:pk>/bang-diem-danh/<slug:ending>/", papers.ClassRollPaper.as_view(), name="class-roll-paper"),
    path("<int:pk>/nhap-diem-danh/", sheets.ClassRollImport.as_view(), name="class-roll-import"),
    path("bang/<int:pk>/", sheets.RollSheetDetail.as_view(), name="roll-sheet"),
    path("bang/<int:pk>/nhap/", sheets.RollSheetApply.as_view(), name="roll-sheet-apply"),
    path("<int:pk>/y-kien/", feedback.FeedbackDetail.as_view(), name="feedback-detail"),
    path("<int:pk>/gui-y-kien/", feedback.FeedbackGive.as_view(), name="feedback-give"),
    path("<int:pk>/nhap-y-kien/", feedback.FeedbackEnter.as_view(), name="feedback-enter"),
    path(
        "<int:pk>/phieu-y-kien/<slug:ending>/",
        papers.ClassFeedbackPaper.as_view(),
        name="class-feedback-paper",
    ),
    path("<int:pk>/ket-qua/<slug:ending>/", papers.ClassResultPaper.as_view(), name="class-result-paper"),
    path("<int:pk>/diem-danh/", roll.ClassRoll.as_view(), name="class-roll"),
    path("buoi/<int:pk>/", roll.SessionRoll.as_view(), name="session-roll"),
    path("buoi/<int:pk>/co-mat/", roll.SessionCheckIn.as_view(), name="session-check-in"),
    path("<int:pk>/cap-giay/", certificates.ClassCertify.as_view(), name="class-certify"),
    path("<int:pk>/giay-chung-nhan.pdf", certificates.ClassCertificates.as_view(), name="class-certificates"),
]
