from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from partnership.models.organisations import Membership, Organisation


class UserManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create(self, *, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in, or a named service that works for the portal."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        SERVICE = "service", _("Service of the portal")

    email = models.EmailField(_("email"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, default=Kind.PERSON)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_administrator = models.BooleanField(
        _("administrator"),
        default=False,
        help_text=_("Looks after accounts and settings, and nothing else."),
    )
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = [Lower("name")]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("There is already a person with this email."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["person", "service"]), name="user_kind_is_known"
            ),
        ]

    def __str__(self):
        return self.name

    @cached_property
    def open_memberships(self) -> list[Membership]:
        """Asked once a request: leaving takes effect on the next one."""
        today = timezone.localdate()
        return list(
            self.memberships.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today))
            .filter(starts_on__lte=today)
            .select_related("organisation")
            .order_by("pk")
        )

    # The organisation she chose to act for in this session (partnership/access.py). It only
    # narrows what her memberships allow, so a made-up number gives her nothing.
    acts_for: int | None = None

    def organisations(self) -> list[Organisation]:
        """Those she acts for: the chosen one, or all that she works for."""
        all_of_them = [membership.organisation for membership in self.open_memberships]
        return [one for one in all_of_them if one.pk == self.acts_for] or all_of_them

    def leads(self, organisation: Organisation | None) -> bool:
        return any(
            m.role == Membership.Role.LEAD and m.organisation == organisation
            for m in self.open_memberships
        )

    @property
    def is_backbone(self) -> bool:
        return any(m.role == Membership.Role.BACKBONE for m in self.open_memberships)

    @property
    def is_partner(self) -> bool:
        return any(m.role != Membership.Role.BACKBONE for m in self.open_memberships)

    @property
    def is_lead(self) -> bool:
        return any(m.role == Membership.Role.LEAD for m in self.open_memberships)

    @property
    def is_staff(self) -> bool:
        """Django's word for: may come into the admin."""
        return self.is_active and (self.is_backbone or self.is_administrator)

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]

    def has_perm(self, permission: str, subject=None) -> bool:
        """What a button asks before it is shown: the same rule as the service."""
        import rules

        return (
            self.is_active
            and rules.perm_exists(permission)
            and rules.has_perm(permission, self, subject)
        )

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


class Invitation(models.Model):
    """The only way to an account: for one address, one organisation, one role, once."""

    email = models.EmailField(_("email"))
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(_("role"), max_length=8, choices=Membership.Role)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        User, verbose_name=_("invited by"), on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField(_("ends"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_one_open_per_address_and_organisation",
                violation_error_message=_(
                    "There is already an open invitation for this address. Take it back first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                name="invitation_accepted_or_taken_back_never_both",
            ),
        ]

    def __str__(self):
        return self.email

    def is_open(self, now) -> bool:
        return self.accepted_at is None and self.revoked_at is None and now < self.expires_at
