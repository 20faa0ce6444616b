"""Addresses of plans, their parts and files, and of targets."""

from django.urls import path

from plans.views import events, handover, issuing, parts, plans, reports, settings, targets

app_name = "plans"

urlpatterns = [
    path("", plans.PlanList.as_view(), name="plan-list"),
    path("soan/", plans.PlanStart.as_view(), name="plan-start"),
    path("<int:pk>/", plans.PlanDetail.as_view(), name="plan-detail"),
    path("<int:pk>/sua/", plans.PlanChange.as_view(), name="plan-change"),
    path("<int:pk>/bo/", plans.PlanDiscard.as_view(), name="plan-discard"),
    path("<int:pk>/trinh/", issuing.PlanSubmit.as_view(), name="plan-submit"),
    path("<int:pk>/tra-lai/", issuing.PlanReturn.as_view(), name="plan-return"),
    path("<int:pk>/ban-hanh/", issuing.PlanIssue.as_view(), name="plan-issue"),
    path("<int:pk>/in/", issuing.PlanMakeFiles.as_view(), name="plan-print"),
    path("ban-in/<int:pk>/<slug:ending>/", issuing.PrintDownload.as_view(), name="planprint-download"),
    path("<int:pk>/them/<slug:sort>/", parts.PartAdd.as_view(), name="plan-part-add"),
    path("phan/<slug:sort>/<int:pk>/sua/", parts.PartChange.as_view(), name="part-change"),
    path("phan/<slug:sort>/<int:pk>/chuyen/", parts.PartMove.as_view(), name="part-move"),
    path("phan/<slug:sort>/<int:pk>/bo/", parts.PartDrop.as_view(), name="part-drop"),
    path("muc/<int:pk>/", parts.SectionWrite.as_view(), name="section-write"),
    path("muc/<int:pk>/cac-ban/", parts.SectionVersions.as_view(), name="section-versions"),
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
    path("hoat-dong/", events.EventList.as_view(), name="event-list"),
    path("hoat-dong/ghi/", events.EventAdd.as_view(), name="event-add"),
    path("hoat-dong/<int:pk>/", events.EventDetail.as_view(), name="event-detail"),
    path("hoat-dong/<int:pk>/sua/", events.EventChange.as_view(), name="event-change"),
    path("hoat-dong/<int:pk>/ket-qua/", events.EventClose.as_view(), name="event-close"),
    path("hoat-dong/<int:pk>/huy/", events.EventCancel.as_view(), name="event-cancel"),
    path("ban-giao/<int:pk>/", handover.Handover.as_view(), name="handover"),
    path("ban-giao/<int:pk>/tai/<slug:ending>/", handover.HandoverPrint.as_view(), name="handover-print"),
]
