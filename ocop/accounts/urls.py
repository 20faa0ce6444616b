from django.contrib.auth.views import LogoutView
from django.urls import path

from ocop.accounts.views import gate, own, people

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", gate.SignIn.as_view(), name="sign-in"),
    path("dung-thu/", gate.demo_sign_in, name="demo-sign-in"),
    path("dang-xuat/", LogoutView.as_view(), name="sign-out"),
    path("mat-khau/", own.PasswordChange.as_view(), name="password-change"),
    path("", own.Profile.as_view(), name="profile"),
    path("nguoi-dung/", people.PersonList.as_view(), name="person-list"),
    path("nguoi-dung/them/", people.PersonCreate.as_view(), name="person-create"),
    path("nguoi-dung/<int:pk>/", people.PersonDetail.as_view(), name="person-detail"),
    path("nguoi-dung/<int:pk>/giao-vi-tri/", people.PostGive.as_view(), name="post-give"),
    path("nguoi-dung/<int:pk>/mat-khau/", people.PasswordReset.as_view(), name="password-reset"),
    path("dia-ban/<slug:level>/", people.PlacesToAdminister.as_view(), name="place-suggest"),
    path("vi-tri/<int:pk>/ket-thuc/", people.PostEnd.as_view(), name="post-end"),
]
