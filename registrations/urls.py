"""Addresses of producers, products, dossiers and papers."""

from django.urls import path

from registrations.views import dossiers, evidence, moves, producers, writing

app_name = "registrations"
urlpatterns = [
    path("chu-the/", producers.ProducerList.as_view(), name="producer-list"),
    path("chu-the/moi/", producers.ProducerCreate.as_view(), name="producer-create"),
    path("chu-the/<int:pk>/", producers.ProducerDetail.as_view(), name="producer-detail"),
    path("chu-the/<int:pk>/sua/", producers.ProducerUpdate.as_view(), name="producer-update"),
    path("chu-the/<int:pk>/tai-khoan/", producers.ProducerSignIn.as_view(), name="producer-sign-in"),
    path("chu-the/<int:pk>/san-pham/", producers.ProductCreate.as_view(), name="product-create"),
    path("chu-the/<int:pk>/giay-to/", evidence.EvidenceKeep.as_view(), name="evidence-keep"),
    path("chu-the/nguoi/<int:pk>/ket-thuc/", producers.ProducerPostEnd.as_view(), name="producer-post-end"),
    path("san-pham/<int:pk>/", producers.ProductDetail.as_view(), name="product-detail"),
    path("san-pham/<int:pk>/sua/", producers.ProductUpdate.as_view(), name="product-update"),
    path("san-pham/<int:pk>/ho-so/", writing.DossierStart.as_view(), name="dossier-start"),
    path("ho-so/", dossiers.DossierList.as_view(), name="dossier-list"),
    path("ho-so/bang-tinh/", dossiers.DossierExport.as_view(), name="dossier-export"),
    path("ho-so/moi/", producers.ProductList.as_view(), name="dossier-new"),
    path("ho-so/<int:pk>/", dossiers.DossierDetail.as_view(), name="dossier-detail"),
    path("ho-so/<int:pk>/toan-van/", dossiers.DossierFilePage.as_view(), name="dossier-file"),
    path("ho-so/<int:pk>/bo-tieu-chi/", writing.DossierSet.as_view(), name="dossier-set"),
    path("ho-so/<int:pk>/phieu-dang-ky/", writing.DossierForm.as_view(), name="dossier-form"),
    path("ho-so/<int:pk>/tu-cham/", writing.DossierScores.as_view(), name="dossier-scores"),
    path("ho-so/<int:pk>/bao-cao-xa/", writing.DossierReport.as_view(), name="dossier-report"),
    path("ho-so/<int:pk>/minh-chung/", evidence.DossierEvidence.as_view(), name="dossier-evidence"),
    path("ho-so/<int:pk>/minh-chung/tai/", evidence.EvidenceAttach.as_view(), name="evidence-attach"),
    path("ho-so/<int:pk>/minh-chung/dan/", evidence.EvidenceCite.as_view(), name="evidence-cite"),
    path(
        "ho-so/<int:pk>/minh-chung/<int:citation>/bo/",
        evidence.EvidenceUncite.as_view(),
        name="evidence-uncite",
    ),
    path("ho-so/<int:pk>/nop/", moves.DossierHandIn.as_view(), name="dossier-hand-in"),
    path("ho-so/<int:pk>/gui/", moves.DossierSubmit.as_view(), name="dossier-submit"),
    path("ho-so/<int:pk>/tiep-nhan/", moves.DossierAccept.as_view(), name="dossier-accept"),
    path("ho-so/<int:pk>/tra-lai/", moves.DossierReturn.as_view(), name="dossier-return"),
    path("ho-so/<int:pk>/xa-tra-lai/", moves.DossierCommuneReturn.as_view(), name="dossier-commune-return"),
    path("ho-so/<int:pk>/rut/", moves.DossierWithdraw.as_view(), name="dossier-withdraw"),
    path("minh-chung/<int:pk>/", evidence.EvidenceDownload.as_view(), name="evidence-download"),
    path("minh-chung/<int:pk>/thay/", evidence.EvidenceReplace.as_view(), name="evidence-replace"),
]
