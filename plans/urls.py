from django.urls import path

from plans.views import reports, settings, targets

app_name = "plans"
urlpatterns = [
    path("chi-tieu/", targets.TargetList.as_view(), name="target-list"),
    path("chi-tieu/dat/", targets.TargetAdd.as_view(), name="target-add"),
    path("chi-tieu/<int:pk>/", targets.TargetDetail.as_view(), name="target-detail"),
    path("chi-tieu/<int:pk>/sua/", targets.TargetChange.as_view(), name="target-change"),
    path("chi-tieu/<int:pk>/chia/", targets.TargetSplit.as_view(), name="target-split"),
    path("chi-tieu/<int:pk>/bo/", targets.TargetRemove.as_view(), name="target-remove"),
    path("bao-cao/", reports.ReportList.as_view(), name="report-list"),
    path("bao-cao/che-do/", settings.ReportRules.as_view(), name="report-rules"),
    path("bao-cao/che-do/dat/", settings.ReportRuleAdd.as_view(), name="report-rule-add"),
    path("bao-cao/chi-tieu-rieng/", settings.IndicatorAdd.as_view(), name="indicator-add"),
    path("bao-cao/<int:pk>/", reports.ReportDetail.as_view(), name="report-detail"),
    path("bao-cao/<int:pk>/ghi/", reports.ReportFill.as_view(), name="report-fill"),
    path("bao-cao/<int:pk>/gui/", reports.ReportSubmit.as_view(), name="report-submit"),
    path("bao-cao/<int:pk>/duyet/", reports.ReportApprove.as_view(), name="report-approve"),
    path("bao-cao/<int:pk>/tiep-nhan/", reports.ReportAccept.as_view(), name="report-accept"),
    path("bao-cao/<int:pk>/tra-lai/", reports.ReportReturn.as_view(), name="report-return"),
    path("bao-cao/<int:pk>/tai/<slug:ending>/", reports.ReportPrint.as_view(), name="report-print"),
]
