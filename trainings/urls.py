"""Addresses of classes: planning, people, roll, certificates."""

from django.urls import path

from trainings.views import certificates, classes, nominations, roll, setup

app_name = "trainings"

urlpatterns = [
    path("", classes.ClassList.as_view(), name="class-list"),
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
    path("<int:pk>/cu/", nominations.ClassNominate.as_view(), name="class-nominate"),
    path("<int:pk>/cu-ten/", nominations.ClassNominateByName.as_view(), name="class-nominate-name"),
    path("de-cu/<int:pk>/xac-nhan/", nominations.NominationConfirm.as_view(), name="nomination-confirm"),
    path("de-cu/<int:pk>/khong-du/", nominations.NominationWithdraw.as_view(), name="nomination-withdraw"),
    path("<int:pk>/diem-danh/", roll.ClassRoll.as_view(), name="class-roll"),
    path("buoi/<int:pk>/", roll.SessionRoll.as_view(), name="session-roll"),
    path("buoi/<int:pk>/co-mat/", roll.SessionCheckIn.as_view(), name="session-check-in"),
    path("<int:pk>/cap-giay/", certificates.ClassCertify.as_view(), name="class-certify"),
    path("<int:pk>/giay-chung-nhan.pdf", certificates.ClassCertificates.as_view(), name="class-certificates"),
]
