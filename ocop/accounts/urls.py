from django.contrib.auth.views import LogoutView
from django.urls import path

from ocop.accounts import views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="sign-in"),
    path("dung-thu/", views.demo_sign_in, name="demo-sign-in"),
    path("dang-xuat/", LogoutView.as_view(), name="sign-out"),
    path("mat-khau/", views.PasswordChange.as_view(), name="password-change"),
    path("", views.Profile.as_view(), name="profile"),
    path("nguoi-dung/", views.PersonList.as_view(), name="person-list"),
    path("nguoi-dung/them/", views.PersonCreate.as_view(), name="person-create"),
    path("nguoi-dung/<int:pk>/", views.PersonDetail.as_view(), name="person-detail"),
    path("nguoi-dung/<int:pk>/giao-vi-tri/", views.PostGive.as_view(), name="post-give"),
    path("nguoi-dung/<int:pk>/mat-khau/", views.PasswordReset.as_view(), name="password-reset"),
    path("dia-ban/<slug:level>/", views.PlacesToAdminister.as_view(), name="place-suggest"),
    path("vi-tri/<int:pk>/ket-thuc/", views.PostEnd.as_view(), name="post-end"),
]
