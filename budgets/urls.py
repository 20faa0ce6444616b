"""Addresses of budgets, their versions and lines, norms, and the way of the money."""

from django.urls import path

from budgets.views import allotments, boards, budgets, ceilings, compare, estimates, lines, norms, sheets

app_name = "budgets"

urlpatterns = [
    path("", budgets.BudgetList.as_view(), name="budget-list"),
    path("lap/", budgets.BudgetStart.as_view(), name="budget-start"),
    path("<int:pk>/", boards.BudgetDetail.as_view(), name="budget-detail"),
    path("<int:pk>/dieu-chinh/", budgets.BudgetRevise.as_view(), name="budget-revise"),
    path("<int:pk>/chuyen-nguon/", budgets.BudgetCarryOver.as_view(), name="budget-carry-over"),
    path("<int:pk>/kho-bac/", sheets.PaymentsUpload.as_view(), name="budget-treasury"),
    path("<int:pk>/hieu-qua/", boards.BudgetOutcome.as_view(), name="budget-outcome"),
    path("bang/<int:pk>/", sheets.SheetDetail.as_view(), name="sheet-detail"),
    path("bang/<int:pk>/nhap/", sheets.SheetApply.as_view(), name="sheet-apply"),
    path("ban/<int:pk>/nhap/", sheets.LinesUpload.as_view(), name="estimate-import"),
    path("ban/<int:pk>/", estimates.EstimateDetail.as_view(), name="estimate-detail"),
    path("ban/<int:pk>/sua/", estimates.EstimateEdit.as_view(), name="estimate-edit"),
    path("ban/<int:pk>/them-dong/", lines.LineAdd.as_view(), name="line-add"),
    path("ban/<int:pk>/gui/", estimates.EstimateSubmit.as_view(), name="estimate-submit"),
    path("ban/<int:pk>/bo/", estimates.EstimateDiscard.as_view(), name="estimate-discard"),
    path("ban/<int:pk>/tham-dinh/", estimates.EstimateAppraise.as_view(), name="estimate-appraise"),
    path("ban/<int:pk>/tra-lai/", estimates.EstimateReturn.as_view(), name="estimate-return"),
    path("ban/<int:pk>/phe-duyet/", estimates.EstimateApprove.as_view(), name="estimate-approve"),
    path("ban/<int:pk>/so-sanh/", compare.EstimateCompare.as_view(), name="estimate-compare"),
    path("ban/<int:pk>/tai/<slug:ending>/", compare.EstimatePrint.as_view(), name="estimate-print"),
    path("dong/<int:pk>/sua/", lines.LineChange.as_view(), name="line-change"),
    path("dong/<int:pk>/chuyen/", lines.LineMove.as_view(), name="line-move"),
    path("dong/<int:pk>/dua-toi/", lines.LinePlace.as_view(), name="line-place"),
    path("dong/<int:pk>/bo/", lines.LineDrop.as_view(), name="line-drop"),
    path("dong/<int:pk>/y-kien/", lines.LineComment.as_view(), name="line-comment"),
    path("dinh-muc/", norms.NormList.as_view(), name="norm-list"),
    path("dinh-muc/them/", norms.NormAdd.as_view(), name="norm-add"),
    path("dinh-muc/<int:pk>/ket-thuc/", norms.NormEnd.as_view(), name="norm-end"),
    path("muc/<int:pk>/", ceilings.CeilingDetail.as_view(), name="ceiling-detail"),
    path("muc/<int:pk>/giao/", ceilings.CeilingAllocate.as_view(), name="ceiling-allocate"),
    path("muc/<int:pk>/dieu-chuyen/", ceilings.CeilingTransfer.as_view(), name="ceiling-transfer"),
    path("phan-giao/", allotments.AllotmentList.as_view(), name="allotment-list"),
    path("phan-giao/<int:pk>/", allotments.AllotmentDetail.as_view(), name="allotment-detail"),
    path("phan-giao/<int:pk>/cam-ket/", allotments.AllotmentCommit.as_view(), name="allotment-commit"),
    path("phan-giao/<int:pk>/vuot/", allotments.AllotmentWaive.as_view(), name="allotment-waive"),
    path("phan-giao/<int:pk>/quyet-toan/", allotments.AllotmentSettle.as_view(), name="allotment-settle"),
    path("cam-ket/<int:pk>/", allotments.CommitmentDetail.as_view(), name="commitment-detail"),
    path("cam-ket/<int:pk>/chi/", allotments.CommitmentPay.as_view(), name="commitment-pay"),
    path("cam-ket/<int:pk>/huy-bot/", allotments.CommitmentRelease.as_view(), name="commitment-release"),
]
